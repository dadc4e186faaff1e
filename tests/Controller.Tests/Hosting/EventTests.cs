using System.Text;
using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Events;
using Controller.Objects;
using Controller.SparkApplications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Hosting;

public sealed class EventTests
{
    private const string Path = "/apis/events.k8s.io/v1/namespaces/spark/events";
    private static readonly Effect.Announce Said = new("SparkDriverFailed", "Driver pi-driver failed.", IsWarning: true);

    private readonly FakeKubernetesApi _api = new();

    [Fact]
    public async Task Given_an_announcement_Then_it_becomes_an_event_about_the_application_that_the_API_server_accepts()
    {
        _api.When(request => request.Method == "POST" && request.Path == Path, request => new Kubernetes.Client.Requests.ApiResponse(201, request.Body));

        await WriteAsync(Said with { Message = new string('x', 5000) });

        var body = Body(0);
        ((string)body["note"]!).Should().HaveLength(1024);
        ((string)body["reason"]!, (string)body["type"]!, (string)body["regarding"]!["uid"]!).Should().Be(("SparkDriverFailed", "Warning", "u"));
        ((string)body["eventTime"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$");
    }

    [Fact]
    public async Task Given_the_same_words_again_Then_they_are_counted_and_not_written_anew()
    {
        _api.When(_ => true, request => new Kubernetes.Client.Requests.ApiResponse(200, request.Body));

        await WriteAsync(Said, Said, Said);

        _api.Requests.Select(request => request.Method).Should().Equal("POST", "PATCH", "PATCH");
        ((int)Body(2)["series"]!["count"]!).Should().Be(3);
    }

    [Fact]
    public async Task Given_a_server_that_refuses_events_Then_nothing_fails_and_later_ones_are_still_tried()
    {
        _api.When(_ => true, request => throw FakeKubernetesApi.Refusal(request, 403, "Forbidden"));

        await WriteAsync(Said, Said with { Reason = "Another" });

        _api.Requests.Should().HaveCount(2);
    }

    private JsonObject Body(int index) => (JsonObject)JsonNode.Parse(_api.Requests[index].Body.Span)!;

    private async Task WriteAsync(params Effect.Announce[] announcements)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new ControllerMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var queue = new EventQueue(_api, "me", metrics, new ManualTimeProvider(), NullLogger<EventQueue>.Instance);
        var about = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes("""{"metadata":{"name":"pi","namespace":"spark","uid":"u"}}"""));
        foreach (var announcement in announcements)
            queue.Announce(about, announcement);
        queue.Complete();
        await queue.RunAsync(CancellationToken.None);
    }
}
