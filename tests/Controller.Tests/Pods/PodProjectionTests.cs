using System.Text;
using System.Text.Json;
using Controller.Applications;
using Controller.Objects;
using Controller.Pods;

namespace Controller.Tests.Pods;

public sealed class PodProjectionTests
{
    [Fact]
    public void Given_a_driver_as_the_API_server_sends_it_Then_everything_that_decisions_need_is_read()
    {
        var pod = Read("""
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"pi-driver","namespace":"spark","uid":"u1","resourceVersion":"42","creationTimestamp":"2026-03-01T11:59:00Z",
              "deletionTimestamp":"2026-03-01T12:00:30Z","managedFields":[{"manager":"x","fieldsV1":{"f:metadata":{"f:name":{}}}}],
              "labels":{"sparkoperator.k8s.io/app-name":"pi","sparkoperator.k8s.io/submission-id":"s1","spark-role":"driver","spark-app-selector":"spark-1","other":"x"},
              "annotations":{"sparkoperator.k8s.io/spec-hash":"v1/3/abc","a":"b"},
              "ownerReferences":[{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","name":"pi","uid":"a1","controller":true}]},
             "spec":{"containers":[{"name":"spark-kubernetes-driver","env":[{"name":"status","value":"{}"}]}]},
             "status":{"phase":"Running","reason":"R","message":"M",
              "conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes"}],
              "containerStatuses":[{"name":"sidecar","state":{"running":{}}},{"name":"spark-kubernetes-driver","state":{"terminated":{"exitCode":137,"reason":"OOMKilled","message":"m"}},"lastState":{"terminated":{"exitCode":1}}}]}}
            """);

        pod.Should().Be(new PodRecord
        {
            Namespace = "spark",
            Name = "pi-driver",
            Uid = "u1",
            ResourceVersion = "42",
            AppName = "pi",
            SubmissionId = "s1",
            Role = "driver",
            SparkApplicationId = "spark-1",
            Application = new PodOwner("SparkApplication", "pi", "a1"),
            Owner = new PodOwner("SparkApplication", "pi", "a1"),
            SpecRevision = "v1/3/abc",
            CreatedAt = new DateTimeOffset(2026, 3, 1, 11, 59, 0, TimeSpan.Zero),
            DeletionDeadline = new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero),
            Phase = PodPhase.Running,
            Reason = "R",
            Message = "M",
            Unschedulable = "0/3 nodes",
            Spark = new ContainerRecord(ContainerPhase.Terminated, 137, "OOMKilled", "m"),
        });
    }

    [Fact]
    public void Given_an_executor_Then_its_controller_and_its_application_are_told_apart()
    {
        var pod = Read("""
            {"metadata":{"name":"e","namespace":"n","uid":"u","ownerReferences":[
              {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","name":"pi","uid":"a1"},
              {"apiVersion":"v1","kind":"Pod","name":"pi-driver","uid":"d1","controller":true}]}}
            """);

        pod.Application.Should().Be(new PodOwner("SparkApplication", "pi", "a1"));
        pod.Owner.Should().Be(new PodOwner("Pod", "pi-driver", "d1"));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"e","namespace":"n","uid":"u","labels":null,"annotations":[],"ownerReferences":{}},"status":"odd"}""")]
    [InlineData("""{"metadata":{"name":"e","namespace":"n","uid":"u","labels":{"spark-role":7},"deletionTimestamp":"never"},"status":{"containerStatuses":[7,{"name":3,"state":[]}]}}""")]
    [InlineData("""{"status":{"containerStatuses":[{"name":"spark-kubernetes-driver","state":{"future":{"a":[1]},"running":null}}]},"metadata":{"name":"e","namespace":"n","uid":"u"}}""")]
    public void Given_members_of_other_types_Then_they_count_as_absent_and_nothing_breaks(string json) => Read(json).Name.Should().Be("e");

    [Theory]
    [InlineData("""{"metadata":{"namespace":"n"}}""")]
    [InlineData("""{"metadata":{"name":"e","uid":"u"}""")]
    public void Given_no_pod_at_all_Then_it_is_refused(string json) =>
        FluentActions.Invoking(() => Read(json)).Should().Throw<JsonException>();

    [Fact]
    public void Given_an_application_Then_identity_and_status_are_read_and_the_rest_is_kept_as_it_came()
    {
        var record = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes("""
            {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"pi","namespace":"spark","uid":"u","resourceVersion":"9","generation":4,
              "creationTimestamp":"2026-03-01T11:59:00Z","labels":{"a":"\u00e9"},"managedFields":[{"manager":"m"}]},
             "spec":{"arguments":["1"],"future":{"x":[null,1.50]}},"status":{"applicationState":{"state":"RUNNING"}}}
            """));

        (record.Namespace, record.Name, record.Uid, record.ResourceVersion, record.Generation, record.IsBeingDeleted).Should().Be(("spark", "pi", "u", "9", 4, false));
        Encoding.UTF8.GetString(record.StatusJson.Span).Should().Be("""{"applicationState":{"state":"RUNNING"}}""");
        Encoding.UTF8.GetString(record.Json.Span).Should().NotContain("managedFields").And.NotContain("RUNNING").And.Contain("""{"x":[null,1.50]}""");
        record.ReadApplication().Metadata!.Labels!["a"].Should().Be("é");
    }

    [Fact]
    public void Given_a_specification_nested_beyond_reason_Then_the_record_is_still_made_and_only_reading_it_fails()
    {
        var depth = 200;
        var record = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes(
            """{"metadata":{"name":"pi","namespace":"n","uid":"u"},"spec":{"driver":{"template":NESTED}}}"""
                .Replace("NESTED", new string('[', depth) + new string(']', depth), StringComparison.Ordinal)));

        FluentActions.Invoking(record.ReadApplication).Should().Throw<Shared.Contracts.Serialization.ContractsJsonException>();
    }

    private static PodRecord Read(string json) => PodProjection.Read(Encoding.UTF8.GetBytes(json));
}
