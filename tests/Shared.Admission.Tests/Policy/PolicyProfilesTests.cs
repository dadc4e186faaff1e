using System.Text.Json.Nodes;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Policy;

/// <summary>What the profiles add: what they fill in, whom they ask about, what they count, and where they hold.</summary>
public sealed class PolicyProfilesTests
{
    [Theory]
    [InlineData("""{"matchLabels":{"tier":"dev"}}""", "tier=dev", true)]
    [InlineData("""{"matchLabels":{"tier":"dev"}}""", "tier=prod", false)]
    [InlineData("""{"matchLabels":{"kubernetes.io/metadata.name":"jobs"}}""", "", true)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"In","values":["dev","test"]}]}""", "tier=test", true)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"In","values":["dev"]}]}""", "", false)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"NotIn","values":["dev"]}]}""", "", true)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"NotIn","values":["dev"]}]}""", "tier=dev", false)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"Exists"}]}""", "tier=", true)]
    [InlineData("""{"matchExpressions":[{"key":"tier","operator":"DoesNotExist"}]}""", "tier=", false)]
    [InlineData("{}", "", true)]
    public void A_policy_holds_where_labels_of_the_namespace_fit(string selector, string label, bool holds)
    {
        var policy = Read($$"""{"namespaces":[{"selector":{{selector}},"policy":{"profile":"restricted"} }]}""");
        var labels = label.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { [label.Split('=')[0]] = label.Split('=')[1] };

        (PolicyJudgement.For(policy, "jobs", labels).Profile is PolicyProfile.Restricted).Should().Be(holds);
        PolicyJudgement.NeedsLabels(policy).Should().BeTrue();
    }

    [Fact]
    public void Names_and_labels_of_one_entry_must_both_fit()
    {
        var policy = Read("""{"namespaces":[{"names":["a-*"],"selector":{"matchLabels":{"x":"1"}},"policy":{"profile":"baseline"}}]}""");
        var labels = new Dictionary<string, string> { ["x"] = "1" };

        PolicyJudgement.For(policy, "a-b", labels).Profile.Should().Be(PolicyProfile.Baseline);
        PolicyJudgement.For(policy, "b", labels).Profile.Should().Be(PolicyProfile.Compat);
        PolicyJudgement.For(policy, "a-b").Profile.Should().Be(PolicyProfile.Compat);
    }

    [Theory]
    [InlineData("""{"namespaces":[{"policy":{}}]}""", "namespaces[0]")]
    [InlineData("""{"namespaces":[{"selector":{"matchExpressions":[{"key":"a","operator":"Is"}]},"policy":{}}]}""", "namespaces[0].selector.matchExpressions[0].operator")]
    [InlineData("""{"namespaces":[{"selector":{"matchExpressions":[{"key":"a","operator":"In"}]},"policy":{}}]}""", "namespaces[0].selector.matchExpressions[0].values")]
    [InlineData("""{"namespaces":[{"selector":{"matchExpressions":[{"operator":"Exists"}]},"policy":{}}]}""", "namespaces[0].selector.matchExpressions[0]")]
    [InlineData("""{"limits":{"drivers":-1}}""", "limits.drivers")]
    [InlineData("""{"limits":{"action":true}}""", "limits.action")]
    [InlineData("""{"limits":{"action":"1"}}""", "limits.action")]
    public void A_selector_or_limit_that_means_nothing_is_no_policy(string policy, string path) =>
        FluentActions.Invoking(() => Read(policy)).Should().Throw<PolicyException>().Which.Path.Should().Be(path);

    [Fact]
    public void The_profile_restricted_fills_in_what_it_asks_for_and_keeps_what_the_author_wrote()
    {
        var filled = Fill("""
            {"driver":{"sidecars":[{"name":"s"}],"initContainers":[{"name":"i","securityContext":{"capabilities":{"add":["NET_BIND_SERVICE"]}}}]},
             "executor":{"podSecurityContext":{"runAsUser":1000,"seccompProfile":{"type":"Localhost","localhostProfile":"p"}},"securityContext":{"allowPrivilegeEscalation":true},
                         "template":{"spec":{"securityContext":{"fsGroup":5},"containers":[{"name":"spark-kubernetes-executor"},{"name":"t"}]}}}}
            """, """{"profile":"restricted"}""");

        Text(filled.Driver!.PodSecurityContext).Should().Be("""{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}}""");
        Text(filled.Driver.SecurityContext).Should().Be("""{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}""");
        Text(filled.Driver.Sidecars![0].SecurityContext).Should().Be("""{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}""");
        Text(filled.Driver.InitContainers![0].SecurityContext).Should().Be("""{"allowPrivilegeEscalation":false,"capabilities":{"add":["NET_BIND_SERVICE"],"drop":["ALL"]}}""");
        Text(filled.Executor!.PodSecurityContext).Should().Be("""{"runAsUser":1000,"runAsNonRoot":true,"seccompProfile":{"type":"Localhost","localhostProfile":"p"}}""");
        Text(filled.Executor.SecurityContext).Should().Be("""{"allowPrivilegeEscalation":true,"capabilities":{"drop":["ALL"]}}""", "what the author wrote is judged, not changed");
        Text(filled.Executor.Template!.Spec!.Containers![1].SecurityContext).Should().Be("""{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}""");
        filled.SparkConf.Should().Contain("spark.authenticate", "true").And.Contain("spark.network.crypto.enabled", "true");
    }

    [Fact]
    public void A_role_s_security_context_starts_from_its_template_because_it_replaces_it()
    {
        var filled = Fill("""{"driver":{"template":{"spec":{"securityContext":{"fsGroup":5},"containers":[{"name":"spark-kubernetes-driver","securityContext":{"readOnlyRootFilesystem":true}}]}}}}""", """{"profile":"restricted"}""");

        filled.Driver!.PodSecurityContext!.FsGroup.Should().Be(5);
        filled.Driver.SecurityContext!.ReadOnlyRootFilesystem.Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"profile":"restricted"}""")]
    [InlineData("""{"profile":"baseline"}""")]
    public void Filling_in_twice_changes_nothing_more(string policy)
    {
        var application = Application("""{"driver":{"sidecars":[{"name":"s"}]},"executor":{}}""");
        var once = PolicyDefaults.Apply(application, Read(policy));

        Text(PolicyDefaults.Apply(once, Read(policy))).Should().Be(Text(once));
        Text(once).Should().NotBe(Text(application));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"profile":"restricted","podSecurity":{"action":"warn"}}""", "true")]
    [InlineData("""{"profile":"baseline"}""", "true")]
    public void Where_nothing_is_refused_nothing_is_filled_in(string policy, string? authenticate)
    {
        var filled = Fill("""{"driver":{},"executor":{}}""", policy);

        filled.Driver!.SecurityContext.Should().BeNull();
        filled.SparkConf.OrEmpty().GetValueOrDefault("spark.authenticate").Should().Be(authenticate);
    }

    [Fact]
    public void An_author_who_switches_authentication_off_is_heard_under_baseline() =>
        Fill("""{"sparkConf":{"spark.authenticate":"false"}}""", """{"profile":"baseline"}""").SparkConf!["spark.authenticate"].Should().Be("false");

    [Theory]
    [InlineData("""{"profile":"restricted"}""", "{}", "PolicyImages")]
    [InlineData("""{"profile":"restricted"}""", """{"deps":{"jars":["s3a://lake/a.jar"]}}""", "PolicyAddresses")]
    [InlineData("""{"profile":"restricted"}""", """{"hadoopConf":{"fs.s3a.endpoint":"http://evil"}}""", "PolicyStorage")]
    [InlineData("""{"profile":"restricted"}""", """{"sparkConf":{"spark.hadoop.fs.s3a.bucket.x.endpoint":"http://evil"}}""", "PolicyStorage")]
    [InlineData("""{"profile":"baseline"}""", """{"sparkUIOptions":{"ingressAnnotations":{"nginx.ingress.kubernetes.io/server-snippet":"x"}}}""", "PolicyIngresses")]
    [InlineData("""{"profile":"baseline","ingresses":{"annotations":["cert-manager.io/*"]}}""", """{"driverIngressOptions":[{"ingressAnnotations":{"nginx.ingress.kubernetes.io/x":"y"}}]}""", "PolicyIngresses")]
    public void What_a_profile_wants_to_be_listed_is_refused_until_it_is(string policy, string spec, string code) =>
        Judge(policy, spec).Errors.Where(error => error.Code == code).Should().NotBeEmpty().And.OnlyContain(error => !error.Message.Contains("evil"));

    [Theory]
    [InlineData("""{"profile":"restricted","images":{"allowed":["*"]},"addresses":{"hosts":["lake"]}}""", """{"deps":{"jars":["s3a://lake/a.jar","local:///b.jar"]}}""")]
    [InlineData("""{"profile":"baseline","ingresses":{"annotations":["cert-manager.io/*"]}}""", """{"driverIngressOptions":[{"ingressAnnotations":{"cert-manager.io/issuer":"y"}}]}""")]
    public void What_is_listed_passes(string policy, string spec) =>
        Judge(policy, spec).Errors.Should().NotContain(error => error.Code == "PolicyImages" || error.Code == "PolicyAddresses" || error.Code == "PolicyIngresses");

    [Theory]
    [InlineData("""{"limits":{"applications":5}}""", "5 applications")]
    [InlineData("""{"limits":{"drivers":3}}""", "3 applications that have not ended")]
    [InlineData("""{"limits":{"executors":11}}""", "2 executors, beside 10")]
    [InlineData("""{"limits":{"action":"warn","drivers":1}}""", "")]
    [InlineData("""{"limits":{"applications":6,"drivers":4,"executors":12}}""", "")]
    [InlineData("""{"profile":"baseline"}""", "")]
    [InlineData("{}", "")]
    public void A_namespace_holds_no_more_than_it_may(string policy, string message)
    {
        var errors = Judge(policy, "{}", new NamespaceLoad(5, 3, 10)).Errors.Where(error => error.Code == NamespaceLimits.Code).ToList();

        if (message.Length > 0)
            errors.Should().ContainSingle().Which.Message.Should().Contain(message);
        else
            errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"profile":"restricted"}""", "* * * * *", false)]
    [InlineData("""{"profile":"restricted"}""", "*/5 * * * *", true)]
    [InlineData("""{"profile":"baseline"}""", "* * * * *", true)]
    [InlineData("""{"profile":"baseline"}""", "@every 30s", false)]
    [InlineData("""{"limits":{"scheduleSeconds":3600}}""", "0,1 0 1 1 *", false)]
    [InlineData("""{"limits":{"scheduleSeconds":3600}}""", "0 * * * *", true)]
    [InlineData("{}", "@every 1s", true)]
    public void Runs_of_a_schedule_are_not_closer_than_they_may(string policy, string schedule, bool allowed) =>
        NamespaceLimits.Judge(new ScheduledSparkApplication { Spec = new ScheduledSparkApplicationSpec { Schedule = schedule } }, Read(policy)).IsValid.Should().Be(allowed);

    [Fact]
    public void An_author_answers_for_pods_and_for_each_service_account_once()
    {
        var subject = Subject("{}", null);

        AuthorQuestions.Of(subject).Select(question => $"{question.Path}: {question}").Should().Equal("spec: create pods", "spec.driver.serviceAccount: use serviceaccounts 'spark'");
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"profile":"baseline"}""", false)]
    [InlineData("""{"profile":"restricted"}""", true)]
    [InlineData("""{"profile":"restricted","authors":{"action":"off"}}""", false)]
    [InlineData("""{"profile":"restricted","authors":{"action":false}}""", false)]
    [InlineData("""{"profile":"baseline","authors":{}}""", true)]
    [InlineData("""{"namespaces":[{"names":["a"],"policy":{"profile":"restricted"}}]}""", true)]
    public void Authors_are_asked_about_under_restricted_and_wherever_the_policy_says_so(string policy, bool asks) => AuthorQuestions.Asks(Read(policy)).Should().Be(asks);

    private static ValidationOutcome Judge(string policy, string spec, NamespaceLoad? load = null) => PolicyJudgement.Judge(Subject(spec, load), Read(policy));

    private static PolicySubject Subject(string spec, NamespaceLoad? load)
    {
        var pod = ContractsJson.Deserialize<Pod>("""{"spec":{"serviceAccountName":"spark","containers":[{"name":"spark","image":"i"}]}}"""u8);
        return new(WrittenSettings.Of(Application(spec)), [JudgedPod.OfFields("driver", pod), JudgedPod.OfFields("executor", pod)], new Dictionary<string, string> { ["spark.executor.instances"] = "2" }) { Load = load };
    }

    private static SparkApplicationSpec Fill(string spec, string policy) => PolicyDefaults.Apply(Application(spec), Read(policy)).Spec!;

    private static SparkApplication Application(string spec) =>
        ContractsJson.Deserialize<SparkApplication>(JsonNode.Parse($$"""{"metadata":{"name":"pi","namespace":"jobs"},"spec":{{spec}} }""")!);

    private static AdmissionPolicy Read(string policy) => PolicyReader.Read(JsonNode.Parse(policy)!.AsObject());

    private static string Text<T>(T value) => ContractsJson.ToNode(value).ToJsonString();
}
