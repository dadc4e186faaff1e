using System.Text;
using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

/// <summary>What a real server finds wrong with roles, webhook configurations and definitions, in its words.</summary>
public sealed class RefusedAdministrationTests
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Label = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    [Theory]
    [InlineData("namespaces/n/roles", "Role", "{rules: [{}]}", "[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]")]
    [InlineData("namespaces/n/roles", "Role", "{rules: [{verbs: [get], nonResourceURLs: [/x]}]}", "rules[0].nonResourceURLs: Invalid value: [\"/x\"]: namespaced rules cannot apply to non-resource URLs")]
    [InlineData("clusterroles", "ClusterRole", "{aggregationRule: {}}", "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil")]
    [InlineData("namespaces/n/rolebindings", "RoleBinding", "{roleRef: {kind: Odd, name: r}}", "roleRef.kind: Unsupported value: \"Odd\": supported values: \"Role\", \"ClusterRole\"")]
    [InlineData("clusterrolebindings", "ClusterRoleBinding", "{roleRef: {kind: ClusterRole, name: r}, subjects: [{kind: ServiceAccount, name: a}]}", "subjects[0].namespace: Required value")]
    public Task A_role_is_refused(string path, string kind, string body, string refusal) =>
        RefusesAsync($"/apis/rbac.authorization.k8s.io/v1/{path}", "o", body, $"{kind}.rbac.authorization.k8s.io", refusal);

    [Theory]
    [InlineData("rules: [{operations: [ODD], apiGroups: [''], apiVersions: [v1], resources: [pods]}]", "webhooks[0].rules[0].operations[0]: Unsupported value: \"ODD\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"")]
    [InlineData("failurePolicy: Odd", "webhooks[0].failurePolicy: Unsupported value: \"Odd\": supported values: \"Fail\", \"Ignore\"")]
    [InlineData("timeoutSeconds: 31", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    [InlineData("namespaceSelector: {matchExpressions: [{key: a, operator: Odd}]}", "webhooks[0].namespaceSelector.matchExpressions[0].operator: Invalid value: \"Odd\": not a valid selector operator")]
    public Task A_webhook_is_refused(string extra, string refusal) => RefusesAsync(
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", "o",
        $"{{webhooks: [{{name: a.b.c, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {{url: 'https://x'}}, {extra}}}]}}",
        "ValidatingWebhookConfiguration.admissionregistration.k8s.io", refusal);

    [Theory]
    [InlineData("things.nodots", "group: nodots, scope: Namespaced", "", "", "spec.group: Invalid value: \"nodots\": should be a domain with at least one dot")]
    [InlineData("x", "group: example.com, scope: Namespaced", "", "", "metadata.name: Invalid value: \"x\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("things.example.com", "group: example.com, scope: Odd", "", "", "spec.scope: Unsupported value: \"Odd\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("things.example.com", "group: example.com, scope: Namespaced", "", ", shortNames: [A_]", "spec.names.shortNames[0]: Invalid value: \"A_\": " + Label)]
    [InlineData("things.example.com", "group: example.com, scope: Namespaced", ", additionalPrinterColumns: [{name: A, type: odd, jsonPath: .x}]", "", "spec.versions[0].additionalPrinterColumns[0].type: Invalid value: \"odd\": must be one of boolean,date,integer,number,string")]
    [InlineData("things.example.com", "group: example.com, scope: Namespaced", ", subresources: {scale: {specReplicasPath: .x, statusReplicasPath: .status.r}}", "", "spec.versions[0].subresources.scale.specReplicasPath: Invalid value: \".x\": should be a json path under .spec")]
    public Task A_definition_is_refused(string name, string spec, string version, string names, string refusal) =>
        RefusesAsync(Definitions, name, Definition(spec, version, names), "CustomResourceDefinition.apiextensions.k8s.io", refusal);

    [Theory]
    [InlineData("""{"spec":{"scope":"Cluster"}}""", "spec.scope: Invalid value: \"Cluster\": field is immutable")]
    [InlineData("""{"spec":{"names":{"kind":"Other"}}}""", "spec.names.kind: Invalid value: \"Other\": field is immutable")]
    public async Task A_definition_in_use_keeps_its_names(string change, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Definitions, Body("things.example.com", Definition("group: example.com, scope: Namespaced", "", "")));

        var answer = await cluster.SendAsync("PATCH", $"{Definitions}/things.example.com", change, "application/merge-patch+json");

        answer.Body.TextAt("message").Should().Be($"CustomResourceDefinition.apiextensions.k8s.io \"things.example.com\" is invalid: {refusal}");
    }

    [Theory]
    [InlineData("/api/v1/namespaces/n/events", "{involvedObject: {namespace: other}}", "involvedObject.namespace: Invalid value: \"other\": does not match event.namespace")]
    [InlineData("/api/v1/namespaces/n/events", "{involvedObject: {namespace: n}, eventTime: '2026-01-01T00:00:00.000000Z', reportingComponent: a, reportingInstance: b, reason: c}", "action: Required value")]
    [InlineData("/apis/events.k8s.io/v1/namespaces/n/events", "{regarding: {namespace: n}}", "[eventTime: Required value, type: Invalid value: \"\": has invalid value: ]")]
    [InlineData("/apis/events.k8s.io/v1/namespaces/n/events", "{regarding: {namespace: n}, type: Normal, eventTime: '2026-01-01T00:00:00.000000Z', reportingController: a, reportingInstance: b, action: d, reason: c, deprecatedCount: 2, series: {count: 1}}", "[series.count: Invalid value: \"\": should be at least 2, series.lastObservedTime: Required value, count: Invalid value: \"\": needs to be unset]")]
    public Task An_Event_is_refused(string path, string body, string refusal) => RefusesAsync(path, "o", body, "Event", refusal);

    [Fact]
    public async Task An_Event_is_fixed_but_for_its_series()
    {
        const string Events = "/apis/events.k8s.io/v1/namespaces/n/events";
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Events, Body("o", "{regarding: {namespace: n}, type: Normal, eventTime: '2026-01-01T00:00:00.000000Z', reportingController: a, reportingInstance: b, action: d, reason: c}"));

        _ = await cluster.MergeAsync($"{Events}/o", """{"series":{"count":2,"lastObservedTime":"2026-01-01T00:01:00.000000Z"}}""");
        var answer = await cluster.SendAsync("PATCH", $"{Events}/o", """{"note":"x","reason":"y"}""", "application/merge-patch+json");

        answer.Body.TextAt("message").Should().EndWith(
            "[reason: Invalid value: \"y\": field is immutable, message: Invalid value: \"x\": field is immutable]");
        (await cluster.SendAsync("PATCH", $"{Events}/o", """{"regarding":{"kind":"Pod"}}""", "application/merge-patch+json")).Body.TextAt("message").Should().EndWith(
            "involvedObject: Invalid value: {\"Kind\":\"Pod\",\"Namespace\":\"n\",\"Name\":\"\",\"UID\":\"\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable");
        answer.Body.ListAt("details", "causes")!.Select(c => c.TextAt("field")).Should().Equal("reason", "message", "reason");
    }

    [Theory]
    [InlineData("POST", "", "CreateOptions")]
    [InlineData("PUT", "/o", "UpdateOptions")]
    public async Task A_writer_of_too_long_a_name_is_refused_with_all_else_that_is_wrong(string method, string name, string kind)
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await cluster.SendAsync(method, $"/api/v1/namespaces/n/configmaps{name}?fieldManager={new string('x', 129)}&fieldValidation=Loud", """{"metadata":{"name":"o"}}""");

        answer.Body.TextAt("message").Should().Be(
            $"{kind}.meta.k8s.io \"\" is invalid: [fieldManager: Too long: may not be more than 128 bytes, fieldValidation: Unsupported value: \"Loud\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"]");
    }

    [Fact]
    public async Task A_namespace_keeps_the_finalizers_that_it_is_made_with()
    {
        await using var cluster = await TestCluster.StartAsync();

        var made = await cluster.MustAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"held"},"spec":{"finalizers":["example.com/x"]}}""");

        made["spec"]!["finalizers"]!.ToJsonString().Should().Be("""["example.com/x","kubernetes"]""");
    }

    private static string Definition(string spec, string version, string names) =>
        $"{{spec: {{{spec}, names: {{plural: things, kind: Thing{names}}}, versions: [{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {{type: object}}}}{version}}}]}}}}";

    private static string Body(string name, string yaml)
    {
        var body = YamlReading.Parse(Encoding.UTF8.GetBytes(yaml))!.AsObject();
        body["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = name };
        return body.ToJsonString();
    }

    private static async Task RefusesAsync(string path, string name, string yaml, string kind, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await cluster.SendAsync("POST", path, Body(name, yaml));

        answer.Status.Should().Be(422);
        answer.Body.TextAt("message").Should().Be($"{kind} \"{name}\" is invalid: {refusal}");
    }
}
