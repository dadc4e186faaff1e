using System.Text.Json;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Executors;

namespace Shared.Submission.Tests.Rendering;

public sealed class TemplateSurvivalTests
{
    [Fact]
    public void A_memory_limit_needs_the_webhook_and_leaves_the_label_off()
    {
        var rendered = Rendered("4.0.1", executor => executor with { MemoryLimit = "4g" });

        rendered.NeedsPodWebhook.Should().ContainSingle().Which.Should().StartWith("spec.executor.memoryLimit");
        rendered.Companions.Data("podspec-configmap-key").Should().NotContain(Labels.Rendered);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public void A_lifecycle_needs_the_webhook_when_executors_are_decommissioned(string decommission, int reasons) =>
        Rendered("4.0.1", executor => executor with { Lifecycle = JsonDocument.Parse("""{"preStop":{"exec":{"command":["true"]}}}""").RootElement }, ("spark.decommission.enabled", decommission))
            .NeedsPodWebhook.Should().HaveCount(reasons);

    [Theory]
    [InlineData("4.0.1", null)]
    [InlineData("4.1.1", "45s")]
    public void A_grace_period_travels_as_a_setting_where_spark_has_its_own(string version, string? value) =>
        Properties(Rendered(version, executor => executor with { TerminationGracePeriodSeconds = 45 }))
            .GetValueOrDefault("spark.kubernetes.executor.terminationGracePeriodSeconds").Should().Be(value);

    [Theory]
    [InlineData("4.2.1", null)]
    [InlineData("4.3.0", "true")]
    public void Wanted_privilege_escalation_travels_as_a_setting_where_spark_forbids_it(string version, string? value) =>
        Properties(Rendered(version, executor => executor with { SecurityContext = new SecurityContext { AllowPrivilegeEscalation = true } }))
            .GetValueOrDefault("spark.kubernetes.executor.securityContext.allowPrivilegeEscalation").Should().Be(value);

    [Fact]
    public void A_scheduler_and_a_node_selector_beat_the_settings_of_the_same_name()
    {
        var properties = Properties(Rendered(
            "4.0.1",
            executor => executor with { SchedulerName = "mine", NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd", ["zone"] = "a" } },
            ("spark.kubernetes.scheduler.name", "theirs"), ("spark.kubernetes.node.selector.disk", "hdd")));

        properties.Should().Contain("spark.kubernetes.executor.scheduler.name", "mine")
            .And.Contain("spark.kubernetes.executor.node.selector.disk", "ssd")
            .And.NotContainKey("spark.kubernetes.executor.node.selector.zone", "the template is enough for it");
    }

    [Fact]
    public void A_variable_that_spark_sets_too_travels_as_a_setting()
    {
        var application = A.Application(spec => spec with
        {
            SparkConfigMap = "conf",
            Executor = spec.Executor! with { Env = [new EnvVar { Name = "MODE", Value = "mine" }], EnvVars = new Dictionary<string, string> { ["MODE"] = "old" } },
        });

        Properties(A.Rendered(application)).Should().Contain("spark.executorEnv.SPARK_CONF_DIR", "/etc/spark/conf").And.Contain("spark.executorEnv.MODE", "mine");
    }

    [Theory]
    [InlineData("SPARK_LOCAL_DIRS", "/mine")]
    [InlineData("PATH_OF_MINE", "$(SPARK_CONF_DIR)/x")]
    public void A_variable_that_comes_too_early_in_a_template_needs_the_webhook(string name, string value) =>
        Rendered("4.0.1", executor => executor with { Env = [new EnvVar { Name = name, Value = value }] })
            .NeedsPodWebhook.Should().ContainSingle().Which.Should().Contain(name);

    [Fact]
    public void An_ordinary_application_needs_nothing() => A.Rendered(A.Application()).NeedsPodWebhook.Should().BeEmpty();

    [Fact]
    public void What_travels_as_a_setting_arrives_at_the_executor()
    {
        var objects = A.Planned(
            "4.3.0", ("spark.kubernetes.executor.terminationGracePeriodSeconds", "45s"),
            ("spark.kubernetes.executor.securityContext.allowPrivilegeEscalation", "true"), ("spark.executorEnv.SPARK_CONF_DIR", "/etc/spark/conf"));

        var (executor, errors) = ExecutorPrediction.Of(objects, Submission.SparkVersions.SparkRelease.Newest, new ExecutorCircumstances
        {
            ResourceId = "f1b2c3d4e5f60718",
            ConfigMapId = "c1b2c3d4e5f60718",
            LocalDirectoryId = "x",
            DriverUid = "u",
            DriverPodIp = "10.0.0.1",
        });

        errors.Should().BeEmpty();
        executor!.Pod.Spec!.TerminationGracePeriodSeconds.Should().Be(45);
        executor.Pod.SparkContainer().SecurityContext!.AllowPrivilegeEscalation.Should().BeTrue();
        executor.Pod.SparkContainer().Env!.Last(variable => variable.Name == "SPARK_CONF_DIR").Value.Should().Be("/etc/spark/conf");
    }

    private static SubmissionResult.Rendered Rendered(string version, Func<ExecutorSpec, ExecutorSpec> edit, params (string Key, string Value)[] conf) =>
        A.Rendered(A.Application(spec => spec with
        {
            SparkVersion = version,
            Executor = edit(spec.Executor!),
            SparkConf = conf.ToDictionary(pair => pair.Key, pair => pair.Value),
        }));

    private static Dictionary<string, string> Properties(SubmissionResult.Rendered rendered) =>
        JavaPropertiesText.Read(rendered.Companions.Data("spark.properties")).ToDictionary();
}
