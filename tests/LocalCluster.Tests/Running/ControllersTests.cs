using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Tests.Running;

/// <summary>The controllers that run in every cluster, with or without nodes.</summary>
public sealed class ControllersTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Given_an_object_whose_owner_is_absent_When_it_is_created_Then_it_is_collected()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        _ = await cluster.Api.PostAsync(Maps, Map("orphan", ("nobody", "00000000-0000-0000-0000-00000000000a")), CancellationToken.None);

        await cluster.AwaitGoneAsync($"{Maps}/orphan");
    }

    [Fact]
    public async Task Given_two_owners_When_one_is_absent_Then_its_reference_goes_and_when_the_other_is_deleted_the_object_goes_too()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        var owner = await CreateAsync(cluster, Map("owner"));
        _ = await CreateAsync(cluster, Map("both", ("nobody", "00000000-0000-0000-0000-00000000000a"), ("owner", Uid(owner))));

        var both = await cluster.AwaitAsync($"{Maps}/both", found => found.ListAt("metadata", "ownerReferences") is { Count: 1 });
        both.ListAt("metadata", "ownerReferences").Objects().Single().TextAt("name").Should().Be("owner");

        _ = await cluster.Api.DeleteAsync($"{Maps}/owner", Uid(owner), CancellationToken.None);
        await cluster.AwaitGoneAsync($"{Maps}/both");
    }

    [Fact]
    public async Task Given_an_owner_of_the_same_name_but_another_UID_When_the_dependent_is_judged_Then_it_is_collected()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        _ = await CreateAsync(cluster, Map("owner"));
        _ = await cluster.Api.PostAsync(Maps, Map("dependent", ("owner", "00000000-0000-0000-0000-00000000000a")), CancellationToken.None);

        await cluster.AwaitGoneAsync($"{Maps}/dependent");
        (await cluster.FindAsync($"{Maps}/owner")).Should().NotBeNull();
    }

    [Theory]
    [InlineData("Foreground")]
    [InlineData("Background")]
    public async Task Given_dependents_When_the_owner_is_deleted_Then_all_of_them_go(string propagation)
    {
        await using var cluster = new RunningCluster(nodes: 0);
        var owner = await CreateAsync(cluster, Map("owner"));
        var child = await CreateAsync(cluster, Map("child", ("owner", Uid(owner))));
        _ = await CreateAsync(cluster, Map("grandchild", ("child", Uid(child))));

        _ = await cluster.Api.DeleteAsync($"{Maps}/owner", Uid(owner), CancellationToken.None, propagation: propagation);

        await cluster.AwaitGoneAsync($"{Maps}/owner");
        await cluster.AwaitGoneAsync($"{Maps}/child");
        await cluster.AwaitGoneAsync($"{Maps}/grandchild");
    }

    [Fact]
    public async Task Given_dependents_When_the_owner_is_deleted_and_orphans_them_Then_they_live_on_without_the_reference()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        var owner = await CreateAsync(cluster, Map("owner"));
        _ = await CreateAsync(cluster, Map("child", ("owner", Uid(owner))));

        _ = await cluster.Api.DeleteAsync($"{Maps}/owner", Uid(owner), CancellationToken.None, propagation: "Orphan");

        await cluster.AwaitGoneAsync($"{Maps}/owner");
        (await cluster.FindAsync($"{Maps}/child"))!.ListAt("metadata", "ownerReferences").Should().BeNull();
    }

    [Fact]
    public async Task Given_a_kind_that_was_just_defined_When_its_object_is_deleted_Then_its_dependents_are_collected()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        _ = await cluster.CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget}
              versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
            """);
        const string Widgets = "/apis/example.com/v1/namespaces/default/widgets";
        var widget = await cluster.CreateAsync(Widgets, "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}}");
        var dependent = Map("dependent", ("w", Uid(widget)));
        var owner = dependent.ListAt("metadata", "ownerReferences").Objects().Single();
        (owner["apiVersion"], owner["kind"]) = ("example.com/v1", "Widget");
        _ = await CreateAsync(cluster, dependent);

        _ = await cluster.Api.DeleteAsync($"{Widgets}/w", Uid(widget), CancellationToken.None);

        await cluster.AwaitGoneAsync($"{Maps}/dependent");
    }

    [Fact]
    public async Task Given_a_new_namespace_When_it_is_furnished_and_deleted_Then_it_is_emptied_and_goes()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        _ = await cluster.CreateAsync("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        _ = await cluster.AwaitAsync("/api/v1/namespaces/team/serviceaccounts/default", _ => true);
        var authority = await cluster.AwaitAsync("/api/v1/namespaces/team/configmaps/kube-root-ca.crt", _ => true);
        authority.TextAt("data", "ca.crt").Should().StartWith("-----BEGIN CERTIFICATE-----");

        _ = await cluster.Api.DeleteAsync("/api/v1/namespaces/team", null, CancellationToken.None);

        await cluster.AwaitGoneAsync("/api/v1/namespaces/team");
        (await cluster.Api.GetAsync("/api/v1/namespaces/team/configmaps", CancellationToken.None)).Body.ListAt("items").Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_namespace_that_something_holds_When_it_is_deleted_Then_its_conditions_name_what_and_it_goes_when_let_go()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        _ = await cluster.CreateAsync("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        _ = await cluster.CreateAsync("/api/v1/namespaces/team/configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [example.com/hold]}}");
        _ = await cluster.Api.DeleteAsync("/api/v1/namespaces/team", null, CancellationToken.None);

        var terminating = await cluster.AwaitAsync("/api/v1/namespaces/team", found =>
            found.ListAt("status", "conditions").Objects().Any(one => one.TextAt("type") == "NamespaceFinalizersRemaining" && one.TextAt("status") == "True"));
        terminating.ListAt("status", "conditions").Objects().Select(one => one.TextAt("message")).Should()
            .Contain("Some resources are remaining: configmaps. has 1 resource instances")
            .And.Contain("Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances");

        _ = await cluster.Api.PatchAsync("/api/v1/namespaces/team/configmaps/held", new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } }, CancellationToken.None);
        await cluster.AwaitGoneAsync("/api/v1/namespaces/team");
    }

    [Fact]
    public async Task Given_a_quota_When_pods_come_and_go_Then_its_status_follows()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        const string Quota = "/api/v1/namespaces/default/resourcequotas/q";
        _ = await cluster.CreateAsync("/api/v1/namespaces/default/resourcequotas",
            "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: '2', requests.cpu: 1500m}}}");
        _ = await cluster.AwaitAsync(Quota, found => found.TextAt("status", "used", "pods") == "0");

        _ = await cluster.CreatePodAsync("{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 600m}}}]}}");
        _ = await cluster.AwaitAsync(Quota, found => found.TextAt("status", "used", "pods") == "1" && found.TextAt("status", "used", "requests.cpu") == "600m");

        _ = await cluster.Api.DeleteAsync(RunningCluster.PodPath("one"), null, CancellationToken.None);
        _ = await cluster.AwaitAsync(Quota, found => found.TextAt("status", "used", "pods") == "0");
    }

    [Fact]
    public async Task Given_no_nodes_When_a_pod_is_created_Then_nobody_touches_it()
    {
        await using var cluster = new RunningCluster(nodes: 0);
        var pod = await cluster.CreatePodAsync("{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: c, image: i}]}}");
        // What the collector is seen to have done came after the pod in every watch.
        _ = await cluster.Api.PostAsync(Maps, Map("orphan", ("nobody", "00000000-0000-0000-0000-00000000000a")), CancellationToken.None);
        await cluster.AwaitGoneAsync($"{Maps}/orphan");

        (await cluster.FindAsync(RunningCluster.PodPath("one"))).TextAt("metadata", "resourceVersion").Should().Be(pod.TextAt("metadata", "resourceVersion"));
    }

    private static string Uid(JsonObject item) => item.TextAt("metadata", "uid")!;

    private static async Task<JsonObject> CreateAsync(RunningCluster cluster, JsonObject map)
    {
        ApiAnswer answer = await cluster.Api.PostAsync(Maps, map, CancellationToken.None);
        answer.Status.Should().Be(201);
        return (JsonObject)answer.Body;
    }

    private static JsonObject Map(string name, params (string Name, string Uid)[] owners) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["ownerReferences"] = new JsonArray([.. owners.Select(owner => (JsonNode)new JsonObject
            {
                ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["name"] = owner.Name, ["uid"] = owner.Uid, ["blockOwnerDeletion"] = true,
            })]),
        },
    };
}
