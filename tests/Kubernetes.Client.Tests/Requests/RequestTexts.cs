using System.Text;
using Kubernetes.Client.Requests;
using static Kubernetes.Client.Requests.KubernetesResources;

namespace Kubernetes.Client.Tests.Requests;

public sealed class RequestTexts
{
    private static readonly KubernetesResource Widgets = new("example.com", "v1beta2", "widgets", "Widget");
    private static readonly byte[] Body = "{}"u8.ToArray();

    public static TheoryData<ApiRequest, string> Reads => new()
    {
        { ApiRequests.Path("/version"), "GET /version" },
        { ApiRequests.Get(Pods, "n", "p"), "GET /api/v1/namespaces/n/pods/p" },
        { ApiRequests.Get(Namespaces, null, "n"), "GET /api/v1/namespaces/n" },
        { ApiRequests.Get(Widgets, "n", "w", "status"), "GET /apis/example.com/v1beta2/namespaces/n/widgets/w/status" },
        { ApiRequests.List(Pods, "n"), "GET /api/v1/namespaces/n/pods" },
        { ApiRequests.List(Widgets, null), "GET /apis/example.com/v1beta2/widgets" },
        {
            ApiRequests.List(Pods, null, new ListOptions { LabelSelector = "a=b,c in (d, e),!f", Limit = 500 }),
            "GET /api/v1/pods?labelSelector=a%3Db%2Cc%20in%20%28d%2C%20e%29%2C%21f&limit=500"
        },
        {
            ApiRequests.List(Pods, null, new ListOptions { FieldSelector = "status.phase!=Succeeded", ResourceVersion = "7", ResourceVersionMatch = "NotOlderThan" }),
            "GET /api/v1/pods?fieldSelector=status.phase%21%3DSucceeded&resourceVersion=7&resourceVersionMatch=NotOlderThan"
        },
        {
            ApiRequests.List(Pods, null, new ListOptions { Limit = 2, Continue = "abc+/=", ResourceVersion = "7", ResourceVersionMatch = "Exact" }),
            "GET /api/v1/pods?limit=2&continue=abc%2B%2F%3D"
        },
        {
            ApiRequests.Watch(Pods, "n", new WatchOptions { ResourceVersion = "42", LabelSelector = "role=driver", EndAfter = TimeSpan.FromSeconds(299.5) }),
            "GET /api/v1/namespaces/n/pods?watch=true&allowWatchBookmarks=true&labelSelector=role%3Ddriver&resourceVersion=42&timeoutSeconds=300"
        },
        { ApiRequests.Watch(Widgets, null, new WatchOptions { AllowBookmarks = false }), "GET /apis/example.com/v1beta2/widgets?watch=true" },
        { ApiRequests.Log("n", "p"), "GET /api/v1/namespaces/n/pods/p/log" },
        {
            ApiRequests.Log("n", "p", new LogOptions
            {
                Container = "main", Follow = true, Previous = true, Timestamps = true, TailLines = 10, Since = TimeSpan.FromMinutes(1), LimitBytes = 4096,
            }),
            "GET /api/v1/namespaces/n/pods/p/log?container=main&follow=true&previous=true&timestamps=true&tailLines=10&sinceSeconds=60&limitBytes=4096"
        },
    };

    public static TheoryData<ApiRequest, string, string> Writes => new()
    {
        { ApiRequests.Create(Pods, "n", Body), "POST /api/v1/namespaces/n/pods", "application/json" },
        {
            ApiRequests.Create(Widgets, "n", Body, new WriteOptions { FieldManager = "spark-operator", FieldValidation = FieldValidation.Strict, DryRun = true, Force = true }),
            "POST /apis/example.com/v1beta2/namespaces/n/widgets?fieldManager=spark-operator&fieldValidation=Strict&dryRun=All", "application/json"
        },
        {
            ApiRequests.CreateSubresource(ServiceAccounts, "n", "s", "token", Body), "POST /api/v1/namespaces/n/serviceaccounts/s/token", "application/json"
        },
        { ApiRequests.Replace(Leases, "n", "l", Body), "PUT /apis/coordination.k8s.io/v1/namespaces/n/leases/l", "application/json" },
        { ApiRequests.ReplaceStatus(Widgets, "n", "w", Body), "PUT /apis/example.com/v1beta2/namespaces/n/widgets/w/status", "application/json" },
        {
            ApiRequests.Patch(Widgets, "n", "w", PatchKind.Merge, Body, new WriteOptions { FieldManager = "m" }),
            "PATCH /apis/example.com/v1beta2/namespaces/n/widgets/w?fieldManager=m", "application/merge-patch+json"
        },
        { ApiRequests.Patch(Pods, "n", "p", PatchKind.Json, Body), "PATCH /api/v1/namespaces/n/pods/p", "application/json-patch+json" },
        { ApiRequests.Patch(Pods, "n", "p", PatchKind.Strategic, Body), "PATCH /api/v1/namespaces/n/pods/p", "application/strategic-merge-patch+json" },
        {
            ApiRequests.Patch(Pods, "n", "p", PatchKind.Apply, Body, new WriteOptions { FieldManager = "m", Force = true }),
            "PATCH /api/v1/namespaces/n/pods/p?fieldManager=m&force=true", "application/apply-patch+yaml"
        },
        { ApiRequests.PatchStatus(Widgets, "n", "w", PatchKind.Merge, Body), "PATCH /apis/example.com/v1beta2/namespaces/n/widgets/w/status", "application/merge-patch+json" },
    };

    public static TheoryData<DeleteOptions?, string> Deletions => new()
    {
        { null, """{"kind":"DeleteOptions","apiVersion":"v1"}""" },
        { new DeleteOptions { Uid = "u" }, """{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"u"}}""" },
        {
            new DeleteOptions { Uid = "u", ResourceVersion = "9", Propagation = Propagation.Foreground, GracePeriod = TimeSpan.Zero, DryRun = true },
            """{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"u","resourceVersion":"9"},"dryRun":["All"]}"""
        },
    };

    [Theory, MemberData(nameof(Reads))]
    public void A_read_has_exactly_this_text_and_no_body(ApiRequest request, string text)
    {
        request.ToString().Should().Be(text);
        request.Body.IsEmpty.Should().BeTrue();
        request.ContentType.Should().BeNull();
        request.IsRead.Should().BeTrue();
    }

    [Theory, MemberData(nameof(Writes))]
    public void A_write_has_exactly_this_text_and_media_type(ApiRequest request, string text, string contentType)
    {
        request.ToString().Should().Be(text);
        request.ContentType.Should().Be(contentType);
        request.Body.ToArray().Should().Equal(Body);
        request.IsRead.Should().BeFalse();
    }

    // With a body the server reads no query: "?dryRun=All" beside a body deletes for real.
    [Theory, MemberData(nameof(Deletions))]
    public void A_delete_says_everything_in_its_body(DeleteOptions? options, string body)
    {
        var request = ApiRequests.Delete(Pods, "n", "p", options);

        request.ToString().Should().Be("DELETE /api/v1/namespaces/n/pods/p");
        Encoding.UTF8.GetString(request.Body.Span).Should().Be(body);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../secrets/s")]
    [InlineData("a%2fb")]
    public void A_name_never_leads_to_another_path(string name)
    {
        FluentActions.Invoking(() => ApiRequests.Get(Pods, "n", name)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ApiRequests.Get(Pods, name, "p")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Given_an_odd_name_Then_it_is_escaped() =>
        ApiRequests.Get(Pods, "n", "a b?c#d").PathAndQuery.Should().Be("/api/v1/namespaces/n/pods/a%20b%3Fc%23d");

    [Fact]
    public void Lists_watches_and_logs_use_the_lane_of_long_answers_and_all_else_the_default_one()
    {
        new[] { ApiRequests.List(Pods, "n"), ApiRequests.Watch(Pods, "n"), ApiRequests.Log("n", "p") }
            .Should().OnlyContain(request => request.Lane == ApiLane.Watch);
        new[] { ApiRequests.Get(Pods, "n", "p"), ApiRequests.Create(Pods, "n", Body), ApiRequests.Delete(Pods, "n", "p") }
            .Should().OnlyContain(request => request.Lane == ApiLane.Default);
    }

    [Fact]
    public void Given_a_namespaced_kind_When_the_namespace_is_missing_Then_it_says_so() =>
        FluentActions.Invoking(() => ApiRequests.Get(Pods, null, "p")).Should().Throw<ArgumentException>().WithMessage("*lives in a namespace*");

    [Fact]
    public void Given_a_cluster_wide_kind_When_a_namespace_is_given_Then_it_says_so() =>
        FluentActions.Invoking(() => ApiRequests.List(Namespaces, "n")).Should().Throw<ArgumentException>().WithMessage("*has no namespace*");

    [Fact]
    public void Given_server_side_apply_When_nobody_owns_the_fields_Then_it_is_refused_here() =>
        FluentActions.Invoking(() => ApiRequests.Patch(Pods, "n", "p", PatchKind.Apply, Body)).Should().Throw<ArgumentException>().WithMessage("*field manager*");

    [Fact]
    public void A_request_never_prints_its_body() =>
        ApiRequests.Create(Secrets, "n", "canary"u8.ToArray()).ToString().Should().NotContain("canary");
}
