using System.Text;
using System.Text.Json.Nodes;
using Controller.Effects;
using Controller.Objects;
using Controller.Pods;
using Controller.SparkApplications;
using Controller.SparkConnects;
using Shared.Admission.Policy;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;
using Shared.Submission;

namespace Controller.Tests.SparkConnects;

/// <summary>The decisions about a Connect server; the recorded lives are in the golden tests.</summary>
public sealed class ConnectRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    internal static readonly PodRecord Ready = new()
    {
        Namespace = "jobs",
        Name = "conn-server",
        Uid = "pod-1",
        ConnectName = "conn",
        Role = SparkRoles.ConnectServer,
        Owner = new PodOwner("SparkConnect", "conn", "uid"),
        Phase = PodPhase.Running,
        IsReady = true,
        CreatedAt = Noon.AddHours(-1),
    };

    internal static PodRecord Starting => Ready with { IsReady = false };

    [Fact]
    public void Given_no_server_When_only_the_cache_says_so_Then_it_is_looked_at_live() =>
        ConnectRules.Decide(Observe(null, isLive: false), Noon).NeedsLiveLook.Should().BeTrue();

    [Fact]
    public void Given_no_server_When_decided_Then_what_it_mounts_comes_first_and_its_entrances_last() =>
        ConnectRules.Decide(Observe(null), Noon).Effects.Should().Equal(new ConnectEffect.KeepConfigMap(), new ConnectEffect.CreateServer(), new ConnectEffect.KeepEntrances());

    [Fact]
    public void Given_a_ready_server_When_decided_Then_the_status_tells_where_it_is()
    {
        var decision = ConnectRules.Decide(Observe(Ready with { Address = "10.1.2.3" }), Noon);

        decision.Status.State.Should().Be(SparkConnectStates.Ready);
        decision.Status.Server.Should().Be(new SparkConnectServerStatus { PodName = "conn-server", PodIp = "10.1.2.3", ServiceName = "conn-server" });
        decision.Said.Should().ContainSingle().Which.Reason.Should().Be(EventReasons.ConnectServerReady);
    }

    [Fact]
    public void Given_nothing_new_When_decided_again_Then_nothing_is_stamped()
    {
        var first = ConnectRules.Decide(Observe(Ready), Noon).Status;

        var second = ConnectRules.Decide(Observe(Ready, status: first), Noon.AddMinutes(1)).Status;

        second.LastUpdateTime.Should().Be(first.LastUpdateTime);
    }

    [Theory]
    [InlineData(ConnectUpdatePolicies.Restart, true)]
    [InlineData(ConnectUpdatePolicies.Keep, false)]
    [InlineData(null, false)]
    public void Given_a_server_of_an_earlier_specification_When_decided_Then_the_policy_says_whether_it_is_replaced(string? policy, bool isReplaced)
    {
        var decision = ConnectRules.Decide(Observe(Ready with { SpecRevision = "earlier" }, policy), Noon);

        decision.Effects.Contains(new ConnectEffect.DeleteServer("conn-server", "pod-1")).Should().Be(isReplaced);
        decision.Status.Conditions.Should().Contain(condition => condition.Type == "UpToDate" && condition.Status == "False");
    }

    [Fact]
    public void Given_a_server_of_an_earlier_specification_When_only_the_cache_says_so_Then_it_is_looked_at_live() =>
        ConnectRules.Decide(Observe(Ready with { SpecRevision = "earlier" }, ConnectUpdatePolicies.Restart, isLive: false), Noon).NeedsLiveLook.Should().BeTrue();

    [Fact]
    public void Given_a_server_of_another_operator_When_decided_Then_it_is_taken_as_it_is() =>
        ConnectRules.Decide(Observe(Ready with { SpecRevision = null }, ConnectUpdatePolicies.Restart), Noon).Effects.Should().NotContain(effect => effect is ConnectEffect.DeleteServer);

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void Given_a_pod_of_that_name_that_belongs_to_others_When_decided_Then_it_is_neither_shown_nor_replaced(string? uid)
    {
        var foreign = Ready with { SpecRevision = "earlier", Owner = uid is null ? null : new PodOwner("SparkConnect", "conn", uid) };

        var decision = ConnectRules.Decide(Observe(foreign, ConnectUpdatePolicies.Restart), Noon);

        decision.Effects.Should().NotContain(effect => effect is ConnectEffect.DeleteServer);
        decision.Status.State.Should().Be(SparkConnectStates.NotReady);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(10, false)]
    public void Given_a_server_that_has_ended_When_it_lived_long_enough_Then_it_is_replaced(int lived, bool isReplaced)
    {
        var decision = ConnectRules.Decide(Observe(Ready with { Phase = PodPhase.Failed, Reason = "Evicted", CreatedAt = Noon.AddSeconds(-lived) }), Noon);

        decision.Effects.Contains(new ConnectEffect.DeleteServer("conn-server", "pod-1")).Should().Be(isReplaced);
        decision.Status.State.Should().Be(SparkConnectStates.NotReady);
        decision.RequeueAfter.Should().Be(isReplaced ? ConnectRules.LookAgain : TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Given_a_specification_that_cannot_be_followed_When_decided_Then_nothing_is_made_and_the_status_says_why()
    {
        var decision = ConnectRules.Decide(Observe(null, change: spec => spec.Replace("\"spark:4.0.1\"", "\"\"", StringComparison.Ordinal)), Noon);

        decision.Effects.Should().BeEmpty();
        decision.Status.Diagnosis!.Category.Should().Be("InvalidSpec");
        decision.Said.Should().ContainSingle().Which.IsWarning.Should().BeTrue();
    }

    [Fact]
    public void Given_executors_When_decided_Then_they_are_counted_by_phase()
    {
        PodRecord[] executors =
        [
            .. new[] { PodPhase.Running, PodPhase.Running, PodPhase.Pending }
                .Select((phase, index) => Ready with { Name = $"conn-exec-{index}", Role = SparkRoles.Executor, Phase = phase }),
        ];

        ConnectRules.Decide(Observe(Ready, executors: executors), Noon).Status.Executors.Should().Equal(new Dictionary<string, int> { ["pending"] = 1, ["running"] = 2 });
    }

    public static TheoryData<PodRecord, string, string> Troubles => new()
    {
        { Ready with { IsReady = false, Unschedulable = "0/3 nodes are available" }, "Unschedulable", "0/3 nodes are available" },
        { Ready with { IsReady = false, Spark = new ContainerRecord(ContainerPhase.Waiting, Reason: "ImagePullBackOff", Message: "no such image") }, "ImagePullBackOff", "no such image" },
        { Ready with { IsReady = false, Spark = new ContainerRecord(ContainerPhase.Terminated, 137, "OOMKilled") }, "OOMKilled", "OOMKilled" },
    };

    [Theory, MemberData(nameof(Troubles))]
    public void Given_a_server_that_does_not_start_When_decided_Then_the_diagnosis_says_why(PodRecord server, string category, string evidence)
    {
        var diagnosis = ConnectRules.Decide(Observe(server), Noon).Status.Diagnosis!;

        (diagnosis.Category, diagnosis.Evidence).Should().Be((category, evidence));
        diagnosis.NextStep.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void Given_a_server_that_was_ready_When_it_is_so_no_longer_Then_a_warning_is_said()
    {
        var before = ConnectRules.Decide(Observe(Ready), Noon).Status;

        ConnectRules.Decide(Observe(Ready with { IsReady = false }, status: before), Noon).Said.Should().ContainSingle()
            .Which.Should().Match<Effect.Announce>(said => said.Reason == EventReasons.ConnectServerNotReady && said.IsWarning);
    }

    [Fact]
    public void Given_the_same_refusal_When_it_comes_again_Then_it_is_not_told_again()
    {
        var rejection = new Rejection("NameConflict", "services \"conn-server\" already exists");
        var first = ConnectRules.Refused(Observe(null), rejection, Noon);

        ConnectRules.Refused(Observe(null, status: first.Status), rejection, Noon.AddSeconds(15)).Said.Should().BeEmpty();
    }

    [Fact]
    public void Given_a_policy_that_forbids_it_When_there_is_no_server_Then_nothing_is_made_and_the_rule_is_told_once()
    {
        var decision = ConnectRules.Decide(Observe(null, policyOf: Only("registry.example.com/*")), Noon);

        decision.Effects.Should().BeEmpty();
        decision.RequeueAfter.Should().Be(ConnectRules.ObstacleRetry);
        decision.Status.State.Should().Be(SparkConnectStates.NotReady);
        decision.Status.Diagnosis!.Category.Should().Be("PolicyViolation");
        decision.Status.Diagnosis.Evidence.Should().Contain("spec.server: image 'spark:4.0.1'").And.Contain("spec.executor: image 'spark:4.0.1'");
        decision.Said.Should().ContainSingle().Which.IsWarning.Should().BeTrue();
        ConnectRules.Decide(Observe(null, status: decision.Status, policyOf: Only("registry.example.com/*")), Noon.AddSeconds(15)).Said.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Restart")]
    public void Given_a_policy_that_forbids_it_now_When_a_server_runs_Then_it_goes_on_untouched_and_says_so(string? updatePolicy)
    {
        var decision = ConnectRules.Decide(Observe(Ready with { SpecRevision = "another" }, updatePolicy, policyOf: Only("registry.example.com/*")), Noon);

        decision.Effects.Should().BeEmpty();
        decision.Status.State.Should().Be(SparkConnectStates.Ready);
        decision.Status.Diagnosis!.Category.Should().Be("PolicyViolation");
    }

    [Fact]
    public void Given_a_server_that_ended_When_the_policy_forbids_another_Then_it_stays_for_its_log() =>
        ConnectRules.Decide(Observe(Ready with { Phase = PodPhase.Failed, IsReady = false }, policyOf: Only("registry.example.com/*")), Noon).Effects.Should().BeEmpty();

    [Fact]
    public void Given_a_policy_that_fills_in_When_it_is_kept_to_Then_the_pods_have_what_it_fills_in()
    {
        var observation = Observe(null, policyOf: _ => Read("""{"profile":"restricted","images":{"allowed":["*"]},"serviceAccounts":{"allowed":["*"]}}"""));

        observation.Objection.Should().BeNull();
        observation.Wanted!.Server.Spec!.SecurityContext!.RunAsNonRoot.Should().BeTrue();
        observation.Wanted.Server.Spec.Containers![0].SecurityContext!.AllowPrivilegeEscalation.Should().BeFalse();
        observation.Wanted.Server.Spec.Containers[0].Args![0].Should().Contain("'spark.authenticate=true'");
    }

    [Fact]
    public void Given_a_namespace_whose_policy_nobody_knows_yet_Then_it_is_looked_at_again() =>
        FluentActions.Invoking(() => Observe(null, policyOf: _ => null)).Should().Throw<PolicyUnknownException>().WithMessage("*jobs*");

    private static PolicyOfNamespace Only(string images) => _ => Read($$"""{"images":{"allowed":["{{images}}"]} }""");

    private static AdmissionPolicy Read(string policy) => PolicyReader.Read(JsonNode.Parse(policy)!.AsObject());

    internal static ConnectObservation Observe(
        PodRecord? server, string? policy = null, bool isLive = true, SparkConnectStatus? status = null, Func<string, string>? change = null, PodRecord[]? executors = null, PolicyOfNamespace? policyOf = null)
    {
        var update = policy is null ? "" : $",\"updatePolicy\":\"{policy}\"";
        var json = $$$"""
            {"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"conn","namespace":"jobs","uid":"uid","resourceVersion":"1","generation":1},
             "spec":{"sparkVersion":"4.0.1","image":"spark:4.0.1","server":{},"executor":{} {{{update}}} }}
            """;
        var record = ObjectProjection.Read<ConnectRecord>(Encoding.UTF8.GetBytes(change?.Invoke(json) ?? json));
        return ConnectObservation.Of(record, [.. server is null ? Array.Empty<PodRecord>() : [server], .. executors ?? []], ConnectReading.Of(record, new ConnectCheck(SubmissionOptions.Default, policyOf)), isLive) with { Status = status ?? new SparkConnectStatus() };
    }
}
