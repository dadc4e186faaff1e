using System.Text;
using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Objects;
using Controller.Recording;
using Controller.SparkApplications.Status;
using Shared.Contracts.SparkApplications;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Recording;

public sealed class RecordingTests
{
    private const string Path = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/spark/sparkapplications/pi/status";

    private readonly FakeKubernetesApi _api = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LastWrites _writes = new();

    private StatusWriter Writer => new(_api, _writes, _clock);

    [Theory]
    [InlineData("""{"a":1,"b":{"c":2,"d":3}}""", """{"a":1,"b":{"c":2,"d":4}}""", """{"b":{"d":4}}""")]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{"c":2}}""", """{"a":null}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2]}""", """{"a":[2]}""")]
    [InlineData("""{"a":null}""", """{}""", "null")]
    [InlineData("""{"a":1}""", """{"a":1}""", "null")]
    [InlineData("""{}""", """{"a":{}}""", """{"a":{}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":"text"}""", """{"a":"text"}""")]
    public void Given_two_documents_Then_the_merge_patch_is_the_smallest_that_leads_from_one_to_the_other(string before, string after, string patch) =>
        JsonNode.DeepEquals(
            MergePatch.Between((JsonObject)JsonNode.Parse(before)!, (JsonObject)JsonNode.Parse(after)!), JsonNode.Parse(patch)).Should().BeTrue();

    [Fact]
    public async Task Given_a_decided_status_Then_one_conditional_patch_of_the_difference_is_sent()
    {
        _api.When("PATCH", Path, Application("8", """{"applicationState":{"state":"RUNNING"}}"""));

        (await Writer.RecordAsync(Record("7", """{"applicationState":{"state":"SUBMITTED"},"submissionID":"s"}"""), Running, default)).Should().Be(Recorded.Yes);

        var request = _api.Requests.Should().ContainSingle().Subject;
        request.ContentType.Should().Be("application/merge-patch+json");
        Encoding.UTF8.GetString(request.Body.Span).Should().Be("""{"metadata":{"resourceVersion":"7"},"status":{"applicationState":{"state":"RUNNING"}}}""");
    }

    [Fact]
    public async Task Given_a_status_that_is_already_there_Then_nothing_is_sent()
    {
        (await Writer.RecordAsync(Record("7", """{"applicationState":{"state":"RUNNING"},"submissionID":"s"}"""), Running, default)).Should().Be(Recorded.Yes);

        _api.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("6", true)]
    [InlineData("7", false)]
    [InlineData("8", false)]
    [InlineData("not a number", false)]
    public void Given_a_live_look_Then_what_is_older_is_known_to_be_stale(string version, bool isStale)
    {
        _writes.Saw(Record("7", "{}"), _clock.GetUtcNow());

        _writes.StaleSince(Record(version, "{}")).Should().Be(isStale ? _clock.GetUtcNow() : null);
    }

    [Fact]
    public void Given_a_live_look_at_an_older_version_Then_the_newest_look_counts_for_a_server_may_have_been_restored()
    {
        _writes.Saw(Record("700", "{}"), _clock.GetUtcNow());
        _writes.Saw(Record("7", "{}"), _clock.GetUtcNow());

        _writes.StaleSince(Record("8", "{}")).Should().BeNull();
    }

    [Fact]
    public async Task Given_a_server_that_drops_a_field_Then_it_is_not_written_to_again_and_again()
    {
        _api.When("PATCH", Path, Application("8", """{"applicationState":{"state":"RUNNING"},"submissionID":"s"}"""));
        var status = Running with { ObservedGeneration = 3 };
        _ = await Writer.RecordAsync(Record("7", """{"submissionID":"s"}"""), status, default);

        _ = await Writer.RecordAsync(Record("8", """{"applicationState":{"state":"RUNNING"},"submissionID":"s"}"""), status, default);

        _api.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_a_conflict_Then_it_is_told_and_not_thrown()
    {
        _api.WhenRefused("PATCH", Path, 409, "Conflict");

        (await Writer.RecordAsync(Record("7", "{}"), Running, default)).Should().Be(Recorded.Conflict);
    }

    [Fact]
    public async Task Given_only_executors_changed_Then_the_write_waits_until_a_second_has_passed_since_the_last()
    {
        _api.When("PATCH", Path, Application("8", """{"applicationState":{"state":"RUNNING"},"submissionID":"s"}"""));
        _ = await Writer.RecordAsync(Record("7", """{"submissionID":"s"}"""), Running, default);
        var more = Running with { ExecutorState = new Dictionary<string, string> { ["e1"] = "RUNNING" } };
        var record = Record("8", """{"applicationState":{"state":"RUNNING"},"submissionID":"s"}""");

        (await Writer.RecordAsync(record, more, default)).Should().Be(Recorded.Later);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await Writer.RecordAsync(record, more, default)).Should().Be(Recorded.Yes);
    }

    [Theory]
    [InlineData("7", "7", "12", true)]
    [InlineData("9", "7", "12", true)]
    [InlineData("12", "7", "12", false)]
    [InlineData("13", "7", "12", false)]
    [InlineData("abc", "abc", "def", true)]
    [InlineData("ghi", "abc", "def", false)]
    public void Given_a_cached_version_Then_it_counts_as_old_exactly_when_it_is_from_before_our_write(string cached, string before, string after, bool isOld)
    {
        _writes.Remember(Record(before, "{}"), Record(after, "{}"), [], _clock.GetUtcNow());

        _writes.AreNewerThan(Record(cached, "{}")).Should().Be(isOld);
        _writes.AreNewerThan(Record(cached, "{}") with { Uid = "another" }).Should().BeFalse();
    }

    private static SparkApplicationStatus Running => new() { State = ApplicationState.Running, SubmissionId = "s" };

    private static string Application(string version, string status) =>
        $$"""{"metadata":{"name":"pi","namespace":"spark","uid":"u","resourceVersion":"{{version}}"},"status":{{status}}}""";

    private static ApplicationRecord Record(string version, string status) => ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes(Application(version, status)));
}
