using LocalCluster.Api;

namespace LocalCluster.Tests.Api;

public sealed class AccessTests
{
    private static readonly UserInfo Spark = UserInfo.ServiceAccount("n", "spark");

    [Fact]
    public async Task Given_no_role_When_a_user_asks_Then_403_has_the_sentence_of_a_real_server()
    {
        await using var cluster = await TestCluster.StartAsync();

        var one = await cluster.SendAsync("GET", "/api/v1/namespaces/n/pods/p", user: Spark);
        one.Status.Should().Be(403);
        one.Body["message"]!.GetValue<string>().Should().Be(
            "pods \"p\" is forbidden: User \"system:serviceaccount:n:spark\" cannot get resource \"pods\" in API group \"\" in the namespace \"n\"");

        (await cluster.SendAsync("GET", "/apis/batch/v1/jobs", user: Spark)).Body["message"]!.GetValue<string>().Should().Be(
            "jobs.batch is forbidden: User \"system:serviceaccount:n:spark\" cannot list resource \"jobs\" in API group \"batch\" at the cluster scope");
        (await cluster.SendAsync("GET", "/metrics", user: Spark)).Body["message"]!.GetValue<string>().Should().Be(
            "forbidden: User \"system:serviceaccount:n:spark\" cannot get path \"/metrics\"");
    }

    [Fact]
    public async Task Given_a_role_When_it_is_bound_and_unbound_Then_rights_come_and_go_at_once()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/n/roles",
            """{"metadata":{"name":"r"},"rules":[{"verbs":["list","create"],"apiGroups":[""],"resources":["pods"]}]}""");
        _ = await cluster.MustAsync("POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/n/rolebindings",
            """{"metadata":{"name":"b"},"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"spark","namespace":"n"}]}""");

        (await cluster.SendAsync("GET", "/api/v1/namespaces/n/pods", user: Spark)).Status.Should().Be(200);
        (await cluster.SendAsync("GET", "/api/v1/namespaces/default/pods", user: Spark)).Status.Should().Be(403, "a role ends at its namespace");
        (await cluster.SendAsync("GET", "/api/v1/namespaces/n/pods/p/log", user: Spark)).Status.Should().Be(403, "a subresource is its own right");

        _ = await cluster.MustAsync("DELETE", "/apis/rbac.authorization.k8s.io/v1/namespaces/n/rolebindings/b");
        (await cluster.SendAsync("GET", "/api/v1/namespaces/n/pods", user: Spark)).Status.Should().Be(403);
    }

    [Fact]
    public async Task Given_an_aggregated_role_When_another_role_carries_its_label_Then_its_rules_count()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles",
            """{"metadata":{"name":"more","labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}},"rules":[{"verbs":["get"],"apiGroups":["example.com"],"resources":["apps"]}]}""");
        _ = await cluster.MustAsync("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"b"},"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"User","name":"viewer"}]}""");

        var review = await cluster.MustAsync("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            """{"spec":{"resourceAttributes":{"verb":"get","group":"example.com","resource":"apps","namespace":"n"}}}""", user: new UserInfo("viewer", ["system:authenticated"]));

        review["status"]!["allowed"]!.GetValue<bool>().Should().BeTrue();
    }
}
