using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Validation;

public sealed class RuleTablesTests
{
    [Theory]
    [InlineData("3.5.0", true)]
    [InlineData("v3.5.0", true)]
    [InlineData("3.5", true)]
    [InlineData("3", true)]
    [InlineData("10.0.0", true)]
    [InlineData("4.0.0-SNAPSHOT", true)]
    [InlineData("3.5.0-preview1", true)]
    [InlineData("3.0.0+x", true)]
    [InlineData("2.4.0", false)]
    [InlineData("3.0.0-preview2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("latest", false)]
    [InlineData("3.5.1.2", false)]
    [InlineData("03.5.0", false)]
    [InlineData("3.5-foo", false)]
    public void Templates_need_a_version_of_Spark_that_knows_them(string? version, bool expected) => SparkVersionRules.KnowsPodTemplates(version).Should().Be(expected);

    [Theory]
    [InlineData("test-app", true)]
    [InlineData("a", true)]
    [InlineData("test--app", true)]
    [InlineData("123test-app", false)]
    [InlineData("Test-App", false)]
    [InlineData("-test-app", false)]
    [InlineData("test-app-", false)]
    [InlineData("test@app", false)]
    [InlineData("test app", false)]
    [InlineData("a.b", false)]
    [InlineData("abc\n", false)]
    public void Names_are_DNS_labels_that_start_with_a_letter(string name, bool expected) => KubernetesNames.IsDns1035Label(name).Should().Be(expected);

    [Theory]
    [InlineData("spark.master", "", false)]
    [InlineData("spark.kubernetes.authenticate.submission.caCertFile", "x", false)]
    [InlineData("spark.kubernetes.namespace", "jobs", true)]
    [InlineData("spark.kubernetes.namespace", "kube-system", false)]
    [InlineData("spark.submit.deployMode", "cluster", true)]
    [InlineData("spark.submit.deployMode", "client", false)]
    [InlineData("spark.kubernetes.driver.label.sparkoperator.k8s.io/app-name", "x", false)]
    [InlineData("spark.kubernetes.driver.label.team", "x", true)]
    [InlineData("spark.executor.memory", "4g", true)]
    [InlineData("spark.bad key", "x", false)]
    [InlineData("spark.bad\nkey", "x", false)]
    [InlineData("spark.bad=key", "x", false)]
    [InlineData("spark.hadoop.fs.s3a.bucket.my-bucket.endpoint", "x", true)]
    public void Some_Spark_properties_belong_to_the_operator(string key, string value, bool allowed) =>
        (SparkConfRules.Judge("spec.sparkConf", key, value, "jobs") is null).Should().Be(allowed);

    [Fact]
    public void A_refusal_never_repeats_a_value() =>
        SparkConfRules.Judge("spec.sparkConf", "spark.kubernetes.authenticate.oauthToken", "hunter2", "jobs")!.Message.Should().NotContain("hunter2");

    [Fact]
    public void The_same_application_gets_the_same_findings_in_the_same_order()
    {
        var application = new SparkApplication
        {
            Metadata = new ObjectMeta { Name = "Bad_Name" },
            Spec = new SparkApplicationSpec { Type = "Go", Mode = "client", Driver = new DriverSpec { Memory = "lots", Cores = 0 }, SparkConf = new Dictionary<string, string> { ["b"] = "", ["spark.master"] = "" } },
        };

        var first = SparkApplicationValidation.Validate(application);
        var second = SparkApplicationValidation.Validate(application);

        first.Errors.Should().Equal(second.Errors);
        first.Warnings.Should().Equal(second.Warnings);
        first.Errors.Select(error => error.Path).Should().Contain(["metadata.name", "spec.type", "spec.mode", "spec.mainApplicationFile", "spec.driver.memory", "spec.driver.cores", "spec.sparkConf[spark.master]"]);
    }

    [Fact]
    public void Paths_of_lists_and_nested_members_are_those_of_the_user()
    {
        var application = new SparkApplication
        {
            Metadata = new ObjectMeta { Name = "pi" },
            Spec = new SparkApplicationSpec
            {
                MainApplicationFile = "local:///x.jar",
                DriverIngressOptions = [new DriverIngressConfiguration { ServicePort = 1, ServicePortName = "a", IngressURLFormat = "u" }, new DriverIngressConfiguration { ServicePort = 1, ServicePortName = "b" }],
                Monitoring = new MonitoringSpec { Prometheus = new PrometheusSpec { Port = 80 } },
                Executor = new ExecutorSpec { Sidecars = [new Container { Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["memory"] = "much" } } }] },
            },
        };

        SparkApplicationValidation.Validate(application).Errors.Select(error => (error.Path, error.Code)).Should().BeEquivalentTo(new[]
        {
            ("spec.driverIngressOptions[1].ingressURLFormat", ErrorCodes.Required),
            ("spec.driverIngressOptions[1].servicePort", ErrorCodes.Duplicate),
            ("spec.monitoring.prometheus.port", ErrorCodes.OutOfRange),
            ("spec.executor.sidecars[0].resources.limits[memory]", ErrorCodes.InvalidQuantity),
        });
    }
}
