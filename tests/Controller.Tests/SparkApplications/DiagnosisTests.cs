using System.Text;
using Controller.Pods;
using Controller.SparkApplications;
using Controller.SparkApplications.Status;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class DiagnosisTests
{
    private static readonly Diagnosis Failed = new() { Category = "DriverFailed", Message = "m", Evidence = "exit code 1, reason Error", NextStep = "n" };

    [Theory]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}}]}""", "ImagePull")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"waiting":{"reason":"CreateContainerConfigError","message":"secret \"s\" not found"}}}]}""", "MissingReference")]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes"}]}""", "Unschedulable")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"fetch","state":{"waiting":{"reason":"ErrImagePull","message":"no"}}}]}""", "InitContainerFailed")]
    [InlineData("""{"phase":"Failed","initContainerStatuses":[{"name":"fetch","state":{"terminated":{"exitCode":2}}}]}""", "InitContainerFailed")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""", "OutOfMemory")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"terminated":{"exitCode":143,"reason":"Error"}}}]}""", "DriverKilled")]
    [InlineData("""{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory."}""", "Evicted")]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler","message":"preempting"}]}""", "Preempted")]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"DeletionByTaintManager"}]}""", "NodeLost")]
    [InlineData("""{"phase":"Failed","reason":"DeadlineExceeded"}""", "DeadlineExceeded")]
    [InlineData("""{"phase":"Failed"}""", "DriverFailed")]
    public void Given_what_a_kubelet_reports_Then_its_cause_is_named_with_evidence_and_a_next_step(string status, string category)
    {
        var driver = PodProjection.Read(Encoding.UTF8.GetBytes($$"""{"metadata":{"name":"pi-driver","uid":"u","namespace":"spark"},"status":{{status}}}"""));

        var diagnosis = Diagnoses.OfDriver(driver, DriverVerdict.Of(driver), null)!;

        diagnosis.Category.Should().Be(category);
        new[] { diagnosis.Message, diagnosis.Evidence, diagnosis.NextStep }.Should().NotContainNulls().And.NotContain("");
    }

    [Theory]
    [InlineData("Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space", "JvmOutOfMemory")]
    [InlineData("ERROR Max number of executor failures (4) reached", "ExecutorsLost")]
    [InlineData("Error: Failed to load class org.example.Missing.", "ClassNotFound")]
    [InlineData("Caused by: java.lang.ClassNotFoundException: com.amazonaws.Sdk", "ClassNotFound")]
    [InlineData("java.nio.file.NoSuchFileException: /opt/app.jar", "FileNotFound")]
    [InlineData("python3: can't open file '/opt/app.py': [Errno 2] No such file or directory", "FileNotFound")]
    [InlineData("pods is forbidden: User \"system:serviceaccount:spark:default\" cannot list resource \"pods\"", "ServiceAccountLacksRights")]
    [InlineData("ModuleNotFoundError: No module named 'pandas'", "PythonModuleMissing")]
    [InlineData("java.net.UnknownHostException: hdfs", "NetworkUnreachable")]
    [InlineData("org.apache.spark.sql.AnalysisException: cannot resolve x", "QueryInvalid")]
    public void Given_the_end_of_a_log_Then_the_known_cause_is_named_and_the_line_is_quoted(string line, string category)
    {
        var diagnosis = DriverLog.Read(Failed, $"INFO SparkContext: starting\n{line}\n\tat org.apache.spark.Foo(Foo.scala:1)\nINFO ShutdownHookManager: bye\n");

        diagnosis.Category.Should().Be(category);
        diagnosis.Evidence.Should().StartWith("exit code 1, reason Error | ").And.Contain(line[..20]);
    }

    [Fact]
    public void Given_an_exception_that_is_not_known_Then_it_is_quoted() =>
        DriverLog.Read(Failed, "Exception in thread \"main\" org.example.OddException: odd\n").Should()
            .BeEquivalentTo(new { Category = "DriverFailed", Evidence = "exit code 1, reason Error | Exception in thread \"main\" org.example.OddException: odd" });

    [Fact]
    public void Given_secrets_and_long_lines_in_a_log_Then_what_is_quoted_is_clean_and_bounded()
    {
        var evidence = DriverLog.Read(Failed, $"java.sql.SQLException: cannot connect password=hunter2 {new string('x', 10_000)}\n\u001b[31mCaused by: a.b.CException: token=abc\n").Evidence!;

        evidence.Should().NotContain("hunter2").And.NotContain("token=abc").And.NotContain("\u001b");
        evidence.Length.Should().BeLessThanOrEqualTo(512);
    }

    [Fact]
    public void Given_a_log_that_says_nothing_Then_the_diagnosis_stays() => DriverLog.Read(Failed, "INFO done\n").Should().Be(Failed);

    [Theory]
    [InlineData("pods \"x\" is forbidden: exceeded quota: none", "QuotaExceeded")]
    [InlineData("admission webhook \"v.example.org\" denied the request: no", "PolicyRefused")]
    [InlineData("Internal error occurred: failed calling webhook \"p\"", "WebhookUnavailable")]
    [InlineData("pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\"", "PolicyRefused")]
    [InlineData("error looking up service account a/b: serviceaccount \"b\" not found", "ServiceAccountMissing")]
    [InlineData("pods is forbidden: User \"operator\" cannot create resource \"pods\"", "OperatorLacksRights")]
    [InlineData("something else", "Forbidden")]
    public void Given_a_refusal_Then_its_cause_is_named_and_the_servers_words_are_kept(string message, string category) =>
        Diagnoses.OfRejection(new Rejection("Forbidden", message)).Should().BeEquivalentTo(new { Category = category, Evidence = message });

    [Fact]
    public void Given_events_of_a_driver_that_waits_Then_the_last_known_warning_explains_it()
    {
        var diagnosis = PodEvents.Read("""
            {"items":[
              {"type":"Normal","reason":"Scheduled","message":"assigned","lastTimestamp":"2026-03-01T12:00:00Z"},
              {"type":"Warning","reason":"FailedMount","message":"configmap \"settings\" not found","lastTimestamp":"2026-03-01T12:00:05Z"},
              {"type":"Warning","reason":"FailedMount","message":"old","lastTimestamp":"2026-03-01T12:00:01Z"}]}
            """);

        diagnosis.Should().BeEquivalentTo(new { Category = "MissingReference", Evidence = "FailedMount: configmap \"settings\" not found" });
        PodEvents.Explains(diagnosis).Should().BeTrue();
        PodEvents.Read("""{"items":null}""").Should().BeNull();
    }

    [Fact]
    public void Given_a_driver_that_is_being_preempted_When_it_is_gone_Then_who_took_it_is_still_known()
    {
        var leaving = A.Driver() with { DeletionDeadline = A.Noon, Disruption = "PreemptionByScheduler", Message = "preempting to accommodate a higher priority pod" };
        var running = A.Decide(A.Status(ApplicationState.Running), A.World(leaving));

        var gone = A.Decide(running.Status, A.LiveWorld());

        gone.Status.Should().BeEquivalentTo(new { State = ApplicationState.Failing, ErrorMessage = "driver pod not found" });
        gone.Status.Diagnosis!.Category.Should().Be("Preempted");
    }

    [Fact]
    public void Given_an_eviction_Then_what_the_node_says_is_the_evidence_not_how_the_container_took_it()
    {
        var driver = A.Driver(PodPhase.Failed, A.Exited(137)) with { Reason = "Evicted", Message = "The node was low on resource: memory." };

        Diagnoses.OfDriver(driver, DriverVerdict.Of(driver), null).Should().BeEquivalentTo(new { Category = "Evicted", Evidence = "Evicted: The node was low on resource: memory." });
    }

    [Fact]
    public void Given_a_driver_that_somebody_deleted_Then_that_is_told()
    {
        var driver = A.Driver(PodPhase.Failed, A.Exited(143)) with { DeletionDeadline = A.Noon };

        Diagnoses.OfDriver(driver, DriverVerdict.Of(driver), null)!.Category.Should().Be("DriverDeleted");
    }
}
