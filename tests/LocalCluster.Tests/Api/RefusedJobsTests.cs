using System.Text;
using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

/// <summary>What a real server finds wrong with Jobs and CronJobs, in its words.</summary>
public sealed class RefusedJobsTests
{
    private const string Jobs = "/apis/batch/v1/namespaces/n/jobs";
    private const string CronJobs = "/apis/batch/v1/namespaces/n/cronjobs";
    private const string Template = "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

    [Theory]
    [InlineData("{}", "[spec.template.spec.containers: Required value, spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"]")]
    [InlineData("{template: {spec: {restartPolicy: Always, containers: [{name: c, image: i}]}}}", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("{parallelism: -1, " + Template + "}", "spec.parallelism: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("{backoffLimit: -1, " + Template + "}", "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("{completionMode: Odd, " + Template + "}", "spec.completionMode: Unsupported value: \"Odd\": supported values: \"NonIndexed\", \"Indexed\"")]
    [InlineData("{podFailurePolicy: {rules: [{action: Odd}]}, " + Template + "}", "[spec.podFailurePolicy.rules[0].action: Unsupported value: \"Odd\": supported values: \"Count\", \"FailIndex\", \"FailJob\", \"Ignore\", spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required]")]
    public async Task A_Job_is_refused(string spec, string refusal) => (await SendAsync(Jobs, spec)).Should().Be($"Job.batch \"o\" is invalid: {refusal}");

    [Theory]
    [InlineData("{jobTemplate: {spec: {" + Template + "}}}", "spec.schedule: Required value")]
    [InlineData("{schedule: often, jobTemplate: {spec: {" + Template + "}}}", "spec.schedule: Invalid value: \"often\": expected exactly 5 fields, found 1: [often]")]
    [InlineData("{schedule: '* * * * 9', jobTemplate: {spec: {" + Template + "}}}", "spec.schedule: Invalid value: \"* * * * 9\": end of range (9) above maximum (6): 9")]
    [InlineData("{schedule: 'TZ=UTC * * * * *', jobTemplate: {spec: {" + Template + "}}}", "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    [InlineData("{schedule: '* * * * *', timeZone: Moon/Base, jobTemplate: {spec: {" + Template + "}}}", "spec.timeZone: Invalid value: \"Moon/Base\": unknown time zone Moon/Base")]
    [InlineData("{schedule: '* * * * *', concurrencyPolicy: Odd, jobTemplate: {spec: {" + Template + "}}}", "spec.concurrencyPolicy: Unsupported value: \"Odd\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    [InlineData("{schedule: '@hourly', startingDeadlineSeconds: -1, jobTemplate: {spec: {" + Template + "}}}", "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0")]
    public async Task A_CronJob_is_refused(string spec, string refusal) => (await SendAsync(CronJobs, spec)).Should().Be($"CronJob.batch \"o\" is invalid: {refusal}");

    [Fact]
    public async Task A_Job_that_was_made_keeps_what_decides_its_pods()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Jobs, Body("{completions: 1, " + Template + "}"));

        var more = await cluster.SendAsync("PATCH", $"{Jobs}/o", """{"spec":{"completions":5}}""", "application/merge-patch+json");
        var other = await cluster.SendAsync("PATCH", $"{Jobs}/o", """{"spec":{"template":{"spec":{"nodeSelector":{"a":"b"}}}}}""", "application/merge-patch+json");
        var wider = await cluster.MergeAsync($"{Jobs}/o", """{"spec":{"parallelism":2}}""");

        more.Body.TextAt("message").Should().Be("Job.batch \"o\" is invalid: spec.completions: Invalid value: 5: field is immutable");
        other.Body.TextAt("message").Should().StartWith("Job.batch \"o\" is invalid: spec.template: Invalid value: {").And.EndWith("}: field is immutable");
        wider.NumberAt("spec", "parallelism").Should().Be(2);
    }

    [Fact]
    public async Task A_Job_that_waits_may_be_sent_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Jobs, Body("{suspend: true, " + Template + "}"));

        var moved = await cluster.MergeAsync($"{Jobs}/o", """{"spec":{"template":{"spec":{"nodeSelector":{"a":"b"}}}}}""");

        moved.TextAt("spec", "template", "spec", "nodeSelector", "a").Should().Be("b");
    }

    private static string Body(string spec) => $$$"""{"metadata":{"name":"o"},"spec":{{{YamlReading.Parse(Encoding.UTF8.GetBytes(spec))!.ToJsonString()}}}}""";

    private static async Task<string?> SendAsync(string path, string spec)
    {
        await using var cluster = await TestCluster.StartAsync();
        return (await cluster.SendAsync("POST", path, Body(spec))).Body.TextAt("message");
    }
}
