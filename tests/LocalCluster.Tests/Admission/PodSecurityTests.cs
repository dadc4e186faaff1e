using LocalCluster.Admission.PodSecurity;
using LocalCluster.Json;
using LocalCluster.Tests.Api;

namespace LocalCluster.Tests.Admission;

public sealed class PodSecurityTests
{
    private const string Good = "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";

    public static TheoryData<string, string, string> Pods => new()
    {
        { "restricted", $"{{containers: [{{name: a, {Good}}}]}}", "" },
        { "privileged", "{hostPID: true, containers: [{name: a}]}", "" },
        { "baseline", "{hostNetwork: true, hostIPC: true, containers: [{name: a}]}", "host namespaces (hostNetwork=true, hostIPC=true)" },
        { "baseline", "{volumes: [{name: v, hostPath: {path: /x}}, {name: w, hostPath: {path: /y}}], containers: [{name: a}]}", "hostPath volumes (volumes \"v\", \"w\")" },
        { "baseline", "{containers: [{name: a, ports: [{hostPort: 2}]}, {name: b, ports: [{hostPort: 1}]}]}", "hostPort (containers \"a\", \"b\" use hostPorts 1, 2)" },
        { "baseline", "{containers: [{name: a, securityContext: {capabilities: {add: [NET_ADMIN, CHOWN]}}}]}", "non-default capabilities (container \"a\" must not include \"NET_ADMIN\" in securityContext.capabilities.add)" },
        { "baseline", "{securityContext: {seccompProfile: {type: Unconfined}, sysctls: [{name: kernel.msgmax}]}, containers: [{name: a}]}", "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\"), forbidden sysctls (kernel.msgmax)" },
        { "restricted", $"{{securityContext: {{runAsNonRoot: false}}, containers: [{{name: a, {Good}}}]}}", "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)" },
        { "restricted", $"{{volumes: [{{name: v, nfs: {{}}}}], containers: [{{name: a, {Good}}}]}}", "restricted volume types (volume \"v\" uses restricted volume type \"nfs\")" },
    };

    [Theory]
    [MemberData(nameof(Pods))]
    public void Given_a_pod_spec_When_a_standard_judges_it_Then_each_broken_check_is_told(string level, string spec, string violations)
    {
        var found = new PodSecurityLevel(level, "latest").Violations(YamlReading.Parse(spec)!.AsObject());

        string.Join(", ", found.Select(violation => $"{violation.Reason} ({violation.Detail})")).Should().Be(violations);
    }

    [Fact]
    public async Task Given_a_namespace_that_becomes_restricted_When_pods_come_Then_those_that_break_it_stay_out()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MergeAsync("/api/v1/namespaces/n", """{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"restricted"}}}""");

        var answer = await cluster.SendAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"i"}]}}""");

        answer.Status.Should().Be(403);
        answer.Body.TextAt("message").Should().StartWith("pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false");
        (await cluster.SendAsync("PATCH", "/api/v1/namespaces/n", """{"metadata":{"labels":{"pod-security.kubernetes.io/warn":"strict"}}}""", "application/merge-patch+json")).Status.Should().Be(422);
    }
}
