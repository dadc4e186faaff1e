using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Rendering;
using Shared.Submission.SparkVersions;
using Testing.Recordings;

namespace Shared.Submission.Tests.Rendering;

/// <summary>The table of what Spark's own steps take from a template.</summary>
public sealed class TemplateLossesTests
{
    private const string Decommission = "spark.decommission.enabled";

    // For each row with something to do, an application whose pods of the role it concerns.
    private static Dictionary<(string, LossRoute), SparkApplicationSpec> Concerned(SparkRole role) => new()
    {
        [("resources", LossRoute.PodWebhook)] = Pod(role, pod => pod with { MemoryLimit = "4g" }),
        [("lifecycle", LossRoute.PodWebhook)] = Pod(role, pod => pod with { Lifecycle = JsonDocument.Parse("""{"preStop":{"exec":{"command":["true"]}}}""").RootElement }) with { SparkConf = Conf(Decommission, "true") },
        [("securityContext", LossRoute.Setting)] = Pod(role, pod => pod with { SecurityContext = new SecurityContext { AllowPrivilegeEscalation = true } }),
        [("env", LossRoute.Setting)] = Pod(role, pod => pod with { Env = [new EnvVar { Name = "SPARK_USER", Value = "me" }] }),
        [("env", LossRoute.PodWebhook)] = Pod(role, pod => pod with { Env = [new EnvVar { Name = "SPARK_LOCAL_DIRS", Value = "/mine" }] }),
        [("terminationGracePeriodSeconds", LossRoute.Setting)] = Pod(role, pod => pod with { TerminationGracePeriodSeconds = 45 }),
        [("schedulerName", LossRoute.Setting)] = Pod(role, pod => pod with { SchedulerName = "mine" }) with { SparkConf = Conf("spark.kubernetes.scheduler.name", "theirs") },
        [("nodeSelector", LossRoute.Setting)] = Pod(role, pod => pod with { NodeSelector = Conf("disk", "ssd") }) with { NodeSelector = Conf("disk", "hdd") },
    };

    [Theory]
    [InlineData(SparkRole.Driver)]
    [InlineData(SparkRole.Executor)]
    public void Each_row_with_a_route_has_an_application_that_takes_it_in_exactly_its_releases(SparkRole role)
    {
        var rows = TemplateLosses.Of(role).Where(loss => loss.Route is LossRoute.Setting or LossRoute.PodWebhook).ToList();
        var concerned = Concerned(role);
        rows.Select(loss => (loss.Member, loss.Route)).Should().OnlyHaveUniqueItems().And.BeSubsetOf(concerned.Keys);

        foreach (var row in rows)
        {
            var application = A.Application(_ => concerned[(row.Member, row.Route)]);
            foreach (var release in SparkRelease.Known)
            {
                var survival = TemplateSurvival.Of(application, role, release);
                var isConcerned = row.Since is null || row.Since.IsIn(release.Rules);

                survival.Settings.Should().HaveCount(isConcerned && row.Route is LossRoute.Setting ? 1 : 0, "{0} in {1}", row.Member, release.Label);
                survival.NeedsPodWebhook.Should().HaveCount(isConcerned && row.Route is LossRoute.PodWebhook ? 1 : 0, "{0} in {1}", row.Member, release.Label);
            }
        }
    }

    [Theory]
    [InlineData(SparkRole.Driver, "driver")]
    [InlineData(SparkRole.Executor, "executor")]
    public void What_recordings_of_real_spark_show_as_lost_is_in_the_table_and_nothing_else_is(SparkRole role, string name)
    {
        var measured = (Goldens.Set("spark")?.Cases ?? []).SelectMany(@case => Measured(@case, name)).ToList();
        var wrong =
            from field in measured
            let expected = TemplateLosses.Of(role).Any(loss => IsAbout(loss, field) && (loss.Since is null || loss.Since.IsIn(Version.Parse(field.Version))))
            where expected != field.IsLost
            select $"{field} is {(expected ? "in the table" : "not in the table")}";

        measured.Should().NotBeEmpty();
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void The_page_is_up_to_date()
    {
        var text = TemplateSurvivalPage.Render();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(TemplateSurvivalPage.File, text);

        File.ReadAllText(TemplateSurvivalPage.File).Should().Be(text, "{0} rewrites it", TemplateSurvivalPage.Command);
    }

    private static SparkApplicationSpec Pod(SparkRole role, Func<SparkPodSpec, SparkPodSpec> edit)
    {
        var spec = A.Application().Spec!;
        return role is SparkRole.Driver ? spec with { Driver = (DriverSpec)edit(spec.Driver!) } : spec with { Executor = (ExecutorSpec)edit(spec.Executor!) };
    }

    private static Dictionary<string, string> Conf(string key, string value) => new() { [key] = value };

    private static bool IsAbout(TemplateLoss loss, Field field) =>
        loss.Place == field.Place && loss.Member.Equals(field.Member, StringComparison.OrdinalIgnoreCase)
        && (loss.When is null || loss.When == field.When);

    // Cases are called survive-ROLE-PART-FIELD, with a condition or the name of an inner field at the end.
    private static IEnumerable<Field> Measured(GoldenCase @case, string role)
    {
        if (@case.Name.Split('-') is not ["survive", var subject, var place, var name, .. var rest] || subject != role || name == "containers")
            return [];

        var json = @case.Json();
        var template = JsonNode.Parse((string)json["files"]!.AsObject().Single().Value!)!;
        var (member, given) = Part(template, place, containers => containers[0]!).Single(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        var (when, path) = rest switch
        {
            ["against", "conf"] => (TemplateLosses.AgainstSetting, member),
            ["decommission"] => (TemplateLosses.Decommissioning, member),
            _ => (null, string.Join('.', [member, .. rest])),
        };

        return
            from entry in GoldenVersions.Expand(json)
            let pod = role == "driver" ? Driver(entry.Result) : entry.Result["executor"]?["pod"]
            where pod is not null
            let got = Part(pod, place, containers => containers.Single(IsSpark)!)[member]
            select new Field(place, path, when, entry.Version, IsLost: !Contains(given, got));
    }

    private static JsonObject Part(JsonNode pod, string place, Func<JsonArray, JsonNode> main) => (place switch
    {
        "metadata" => pod["metadata"],
        "pod" => pod["spec"],
        _ => main(pod["spec"]!["containers"]!.AsArray()),
    })!.AsObject();

    private static JsonNode? Driver(JsonObject result) =>
        (result["writes"] as JsonArray ?? []).Select(write => write!["object"]).FirstOrDefault(item => (string?)item?["kind"] == "Pod");

    private static bool IsSpark(JsonNode? container) =>
        container!["env"] is JsonArray env && env.Any(variable => (string?)variable!["name"] == "SPARK_APPLICATION_ID");

    private static bool Contains(JsonNode? given, JsonNode? got) => (given, got) switch
    {
        (JsonObject members, JsonObject others) => members.All(member => Contains(member.Value, others[member.Key])),
        (JsonArray items, JsonArray others) => items.All(item => others.Any(other => Contains(item, other))),
        _ => JsonNode.DeepEquals(given, got),
    };

    private sealed record Field(string Place, string Member, string? When, string Version, bool IsLost);
}
