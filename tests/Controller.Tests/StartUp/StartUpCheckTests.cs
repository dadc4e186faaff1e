using System.Text.Json.Nodes;
using Controller.Hosting;
using Controller.StartUp;
using Kubernetes.Client.Requests;
using Microsoft.Extensions.Logging;
using Shared.Hosting.Options;
using Testing.Kubernetes;

namespace Controller.Tests.StartUp;

public sealed class StartUpCheckTests
{
    private readonly FakeKubernetesApi _api = new();
    private readonly List<string> _said = [];

    public StartUpCheckTests()
    {
        _api.When("GET", "/apis/sparkoperator.k8s.io/v1beta2", """{"resources":[{"name":"sparkapplications"},{"name":"scheduledsparkapplications"}]}""");
        _api.When("GET", "/apis/sparkoperator.k8s.io/v1alpha1", """{"resources":[{"name":"sparkconnects"}]}""");
        Allow(_ => true);
    }

    [Fact]
    public async Task Given_all_that_is_needed_Then_nothing_is_missing()
    {
        await RunAsync("--namespaces=a");

        _said.Should().Equal("Every right that these options need is granted");
    }

    [Fact]
    public async Task Given_a_kind_that_is_not_installed_Then_it_is_named()
    {
        _api.WhenRefused("GET", "/apis/sparkoperator.k8s.io/v1alpha1", 404, "NotFound");

        await RunAsync("--namespaces=a");

        _said.Should().ContainSingle(line => line.StartsWith("The API server does not know sparkconnects.sparkoperator.k8s.io v1alpha1"));
    }

    [Fact]
    public async Task Given_missing_rights_Then_each_rule_is_named_once_with_its_verbs_and_its_namespace()
    {
        Allow(asked => (string?)asked["namespace"] != "b" || (string?)asked["resource"] != "services" || (string?)asked["verb"] == "get");

        await RunAsync("--namespaces=a,b");

        _said.Should().ContainSingle().Which.Should().StartWith("This operator may not create, patch, delete services in namespace b:");
    }

    [Fact]
    public async Task Given_an_API_server_that_answers_nothing_Then_the_start_goes_on_and_says_so()
    {
        _api.When(_ => true, request => throw FakeKubernetesApi.Refusal(request, 503, "ServiceUnavailable", "away"));

        await RunAsync();

        _said.Should().ContainSingle().Which.Should().StartWith("Rights and kinds could not be checked: ");
    }

    [Theory]
    [InlineData("--namespaces=a", "podgroups", false)]
    [InlineData("--enable-batch-scheduler", "podgroups", true)]
    [InlineData("--enable-driver-pdb", "poddisruptionbudgets", true)]
    [InlineData("--namespaces=a", "ingresses", false)]
    [InlineData("--ingress-url-format={{$appName}}.example.com", "ingresses", true)]
    [InlineData("--namespaces=a", "namespaces", false)]
    [InlineData("--namespace-selector=a=b", "namespaces", true)]
    [InlineData("--namespaces=a", "leases", false)]
    [InlineData("--leader-election", "leases", true)]
    public void Given_a_feature_Then_its_rights_are_asked_for_only_when_it_is_on(string argument, string resource, bool asked) =>
        RightsNeeded.Of(Options(argument)).Any(question => question.Resource == resource).Should().Be(asked);

    [Fact]
    public void Given_named_namespaces_Then_nothing_is_asked_beyond_them() =>
        RightsNeeded.Of(Options("--namespaces=a,b")).Select(question => question.Namespace).Distinct().Should().Equal("a", "b");

    private void Allow(Func<JsonNode, bool> may) => _api.When(request => request.Path.EndsWith("/selfsubjectaccessreviews"), (ApiRequest request) =>
        FakeKubernetesApi.Ok($$"""{"status":{"allowed":{{(may(JsonNode.Parse(request.Body.Span)!["spec"]!["resourceAttributes"]!) ? "true" : "false")}} } }""", 201));

    private Task RunAsync(params string[] arguments) => new StartUpCheck(_api, Options(arguments), new Listener(_said)).RunAsync(default);

    private static ControllerOptions Options(params string[] arguments) => ControllerOptions.From(
        CommandLine.Parse("Controller", ControllerCommand.Options, arguments, new Dictionary<string, string>()), "me", runsInPod: false);

    private sealed class Listener(List<string> said) : ILogger<StartUpCheck>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => said.Add(formatter(state, exception));
    }
}
