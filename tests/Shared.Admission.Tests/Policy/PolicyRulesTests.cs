using System.Text.Json.Nodes;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Policy;

/// <summary>One row for each thing that a policy can find in what would run.</summary>
public sealed class PolicyRulesTests
{
    private const string GoodPod = """
        {"spec":{"serviceAccountName":"spark","securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},
          "containers":[{"name":"spark","image":"registry.example.com/spark/app:1",
            "securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}},
            "resources":{"requests":{"cpu":"2","memory":"4Gi"},"limits":{"memory":"4Gi"}}}],
          "volumes":[{"name":"scratch","emptyDir":{}}]}}
        """;

    private const string GoodApplication = """
        {"metadata":{"name":"pi","namespace":"jobs","labels":{"team":"data"}},
         "spec":{"mainApplicationFile":"local:///a.jar","sparkConf":{"spark.authenticate":"true"},"deps":{"jars":["s3a://lake/a.jar"]}}}
        """;

    private static readonly Dictionary<string, string> GoodProperties = new()
    {
        ["spark.executor.instances"] = "3",
        ["spark.authenticate"] = "true",
        ["spark.network.crypto.enabled"] = "true",
    };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"profile":"baseline"}""")]
    [InlineData("""{"profile":"restricted","serviceAccounts":{"allowed":["spark"]},"images":{"allowed":["registry.example.com/*"]},"addresses":{"hosts":["lake"]}}""")]
    [InlineData("""{"images":{"allowed":["registry.example.com/*"]}}""")]
    [InlineData("""{"ceilings":{"driver":{"cpu":"2","memory":"4Gi"},"executor":{"cpu":"2","memory":"4Gi"},"instances":3,"application":{"cpu":"8","memory":"16Gi"}}}""")]
    [InlineData("""{"labels":{"required":{"team":"data|web"}}}""")]
    [InlineData("""{"addresses":{"schemes":["local","s3a"],"hosts":["lake"]}}""")]
    [InlineData("""{"sparkConf":{"forbidden":["spark.hadoop.*"]}}""")]
    public void What_keeps_to_a_policy_passes(string policy)
    {
        var outcome = Judge(policy);

        outcome.Errors.Concat(outcome.Warnings).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"images":{"allowed":["other.example.com/*"]}}""", "PolicyImages", "other.example.com/*")]
    [InlineData("""{"images":{"digest":true}}""", "PolicyImages", "@sha256:")]
    [InlineData("""{"ceilings":{"driver":{"cpu":"1999m"}}}""", "PolicyCeilings", "asks for 2 of cpu")]
    [InlineData("""{"ceilings":{"executor":{"memory":"4095Mi"}}}""", "PolicyCeilings", "4096Mi of memory")]
    [InlineData("""{"ceilings":{"instances":2}}""", "PolicyCeilings", "3 executors")]
    [InlineData("""{"ceilings":{"application":{"cpu":"7"}}}""", "PolicyCeilings", "asks? for 8 of cpu together")]
    [InlineData("""{"labels":{"required":{"cost-centre":""}}}""", "PolicyLabels", "'cost-centre' is missing")]
    [InlineData("""{"labels":{"required":{"team":"web"}}}""", "PolicyLabels", "'web'")]
    [InlineData("""{"sparkConf":{"forbidden":["spark.auth*"]}}""", "PolicySparkConf", "'spark.authenticate'")]
    [InlineData("""{"serviceAccounts":{"allowed":["other"]}}""", "PolicyServiceAccounts", "'spark'")]
    [InlineData("""{"addresses":{"schemes":["local"]}}""", "PolicyAddresses", "s3a://")]
    [InlineData("""{"addresses":{"hosts":["other"]}}""", "PolicyAddresses", "'lake'")]
    public void What_breaks_a_rule_of_the_policy_is_refused_and_told_how_to_mend(string policy, string code, string words)
    {
        var outcome = Judge(policy);

        outcome.Errors.Should().NotBeEmpty().And.OnlyContain(error => error.Code == code);
        outcome.Errors[0].Message.Should().MatchRegex(System.Text.RegularExpressions.Regex.Escape(words).Replace("asks\\?", "asks?")).And.Contain(";");
    }

    [Theory]
    // Pod Security, baseline.
    [InlineData("""{"hostNetwork":true}""", "hostNetwork")]
    [InlineData("""{"hostPID":true}""", "hostPID")]
    [InlineData("""{"volumes":[{"name":"v","hostPath":{"path":"/etc"}}]}""", "hostPath")]
    [InlineData("""{"containers":[{"name":"c","image":"registry.example.com/a","securityContext":{"privileged":true}}]}""", "privileged")]
    [InlineData("""{"containers":[{"name":"c","image":"registry.example.com/a","securityContext":{"capabilities":{"add":["SYS_ADMIN"]}}}]}""", "SYS_ADMIN")]
    [InlineData("""{"containers":[{"name":"c","image":"registry.example.com/a","securityContext":{"procMount":"Unmasked"}}]}""", "procMount")]
    [InlineData("""{"containers":[{"name":"c","image":"registry.example.com/a","securityContext":{"seccompProfile":{"type":"Unconfined"}}}]}""", "seccomp")]
    [InlineData("""{"containers":[{"name":"c","image":"registry.example.com/a","securityContext":{"seLinuxOptions":{"type":"spc_t"}}}]}""", "SELinux")]
    [InlineData("""{"containers":[{"name":"c","image":"registry.example.com/a","ports":[{"containerPort":80,"hostPort":80}]}]}""", "hostPort")]
    [InlineData("""{"initContainers":[{"name":"i","image":"registry.example.com/a","securityContext":{"privileged":true}}]}""", "container 'i' is privileged")]
    [InlineData("""{"securityContext":{"sysctls":[{"name":"kernel.msgmax","value":"1"}]}}""", "sysctl")]
    // Placement.
    [InlineData("""{"nodeName":"n1"}""", "names its node")]
    [InlineData("""{"priorityClassName":"system-node-critical"}""", "cluster's own pods")]
    [InlineData("""{"tolerations":[{"operator":"Exists"}]}""", "every taint")]
    [InlineData("""{"tolerations":[{"key":"node-role.kubernetes.io/control-plane","operator":"Exists"}]}""", "control plane")]
    public void Baseline_keeps_pods_inside_their_containers_and_compat_lets_them_run(string change, string words)
    {
        Judge("""{"profile":"baseline"}""", change).Errors.Should().Contain(error => error.Message.Contains(words, StringComparison.Ordinal), "{0}", change);
        Judge("{}", change).Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"securityContext":{}}""", "may run as root")]
    [InlineData("""{"securityContext":{"runAsNonRoot":true}}""", "no seccomp profile")]
    [InlineData("""{"securityContext":{"runAsNonRoot":true,"runAsUser":0,"seccompProfile":{"type":"RuntimeDefault"}}}""", "user 0")]
    [InlineData("""{"volumes":[{"name":"v","nfs":{"server":"s","path":"/"}}]}""", "of sort nfs")]
    [InlineData("""{"containers":[{"name":"c","image":"i","securityContext":{"capabilities":{"drop":["ALL"]}}}]}""", "may gain privileges")]
    [InlineData("""{"containers":[{"name":"c","image":"i","securityContext":{"allowPrivilegeEscalation":false}}]}""", "keeps capabilities")]
    public void Restricted_asks_for_more_and_baseline_does_not(string change, string words)
    {
        Judge("""{"profile":"restricted","serviceAccounts":{"allowed":["*"]}}""", change).Errors.Should().Contain(error => error.Message.Contains(words, StringComparison.Ordinal), "{0}", change);
        Judge("""{"profile":"baseline"}""", change).Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/data/shared", true, true)]
    [InlineData("/data", true, true)]
    [InlineData("/data/shared", false, false)]
    [InlineData("/database", true, false)]
    [InlineData("/data/../etc", true, false)]
    public void Folders_of_nodes_may_be_opened_for_reading(string path, bool readOnly, bool allowed)
    {
        var change = """
            {"volumes":[{"name":"v","hostPath":{"path":"PATH"}}],
             "containers":[{"name":"spark","image":"i","volumeMounts":[{"name":"v","mountPath":"/m","readOnly":ACCESS}]}]}
            """.Replace("PATH", path).Replace("ACCESS", readOnly ? "true" : "false");

        var outcome = Judge("""{"hostAccess":{"readOnlyPaths":["/data"]},"podSecurity":{"action":"off"}}""", change);

        outcome.IsValid.Should().Be(allowed);
    }

    [Theory]
    [InlineData("true", null, "no maximum")]
    [InlineData("true", "4", "4 executors")]
    [InlineData("true", "3", null)]
    public void Executors_count_at_their_maximum(string dynamic, string? maximum, string? words)
    {
        var properties = new Dictionary<string, string>(GoodProperties) { ["spark.dynamicAllocation.enabled"] = dynamic };
        if (maximum is not null)
            properties["spark.dynamicAllocation.maxExecutors"] = maximum;

        var errors = Judge("""{"ceilings":{"instances":3}}""", properties: properties).Errors;

        if (words is null)
            errors.Should().BeEmpty();
        else
            errors.Should().ContainSingle().Which.Message.Should().Contain(words);
    }

    [Theory]
    [InlineData("""{"proxyUser":"root"}""", "PolicyProxyUser")]
    [InlineData("""{"sparkUIOptions":{"serviceType":"LoadBalancer"}}""", "PolicyEndpoints")]
    [InlineData("""{"mainApplicationFile":"http://example.com/a.jar"}""", "PolicyAddresses")]
    public void Baseline_judges_what_stands_in_the_application(string change, string code) =>
        Judge("""{"profile":"baseline"}""", application: change).Errors.Should().ContainSingle(error => error.Code == code);

    [Fact]
    public void Restricted_wants_no_credentials_in_plain_text_and_never_repeats_them() =>
        Judge("""{"profile":"restricted","serviceAccounts":{"allowed":["*"]}}""", application: """{"sparkConf":{"spark.hadoop.fs.s3a.secret.key":"hunter2"}}""")
            .Errors.Should().ContainSingle(error => error.Code == "PolicyCredentials").Which.Message.Should().NotContain("hunter2");

    [Fact]
    public void A_rule_may_warn_instead()
    {
        var outcome = Judge("""{"images":{"action":"warn","allowed":["other/*"]}}""");

        outcome.Errors.Should().BeEmpty();
        outcome.Warnings.Should().Contain(warning => warning.Code == "PolicyImages");
    }

    [Fact]
    public void The_first_entry_that_names_a_namespace_holds_alone()
    {
        var policy = Read("""{"profile":"restricted","namespaces":[{"names":["dev-*"],"policy":{}},{"names":["*-prod","dev-x"],"policy":{"profile":"baseline"}}]}""");

        PolicyJudgement.For(policy, "dev-x").Profile.Should().Be(PolicyProfile.Compat);
        PolicyJudgement.For(policy, "a-prod").Profile.Should().Be(PolicyProfile.Baseline);
        PolicyJudgement.For(policy, "other").Profile.Should().Be(PolicyProfile.Restricted);
    }

    [Theory]
    [InlineData("""{"imagse":{}}""", "")]
    [InlineData("""{"profile":"strict"}""", "profile")]
    [InlineData("""{"images":{"allowed":"x"}}""", "images.allowed")]
    [InlineData("""{"images":{"action":"refuse"}}""", "images.action")]
    [InlineData("""{"ceilings":{"driver":{"memory":"much"}}}""", "ceilings.driver.memory")]
    [InlineData("""{"labels":{"required":{"a":"("}}}""", "labels.required.a")]
    [InlineData("""{"labels":{"required":{"a":"(?=x)"}}}""", "labels.required.a")]
    [InlineData("""{"namespaces":[{"names":["a"]}]}""", "namespaces[0]")]
    [InlineData("""{"namespaces":[{"names":["a"],"policy":{"namespaces":[]}}]}""", "namespaces[0].policy.namespaces")]
    [InlineData("""{"kind":"SparkApplication","apiVersion":"v1"}""", "kind")]
    public void A_policy_that_cannot_be_used_as_a_whole_is_not_used_at_all(string policy, string path) =>
        FluentActions.Invoking(() => Read(policy)).Should().Throw<PolicyException>().Which.Path.Should().StartWith(path);

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abcd", false)]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("**b*", "aab", true)]
    [InlineData("", "a", false)]
    public void A_star_stands_for_any_text(string pattern, string text, bool expected) => Glob.Matches(pattern, text).Should().Be(expected);

    private static ValidationOutcome Judge(string policy, string pod = "{}", string application = "{}", Dictionary<string, string>? properties = null)
    {
        var judged = ContractsJson.Deserialize<Pod>(Changed(GoodPod, pod));
        return PolicyJudgement.Judge(
            new PolicySubject(WrittenSettings.Of(ContractsJson.Deserialize<SparkApplication>(Changed(GoodApplication, application))), [JudgedPod.OfFields("driver", judged), JudgedPod.OfFields("executor", judged)], properties ?? GoodProperties),
            Read(policy));
    }

    private static AdmissionPolicy Read(string policy) => PolicyReader.Read(JsonNode.Parse(policy)!.AsObject());

    private static JsonObject Changed(string json, string change)
    {
        var changed = JsonNode.Parse(json)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            changed["spec"]![name] = value?.DeepClone();
        return changed;
    }
}
