using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests;

public sealed class NativeSubmissionTests
{
    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        var application = A.Application(spec => spec with { SparkConf = Many("spark.k"), Driver = spec.Driver! with { Labels = Many("l"), EnvVars = Many("E") } });
        var shuffled = A.Application(spec => spec with { SparkConf = Reversed("spark.k"), Driver = spec.Driver! with { Labels = Reversed("l"), EnvVars = Reversed("E") } });

        Bytes(A.Rendered(application)).Should().Equal(Bytes(A.Rendered(application)));
        Bytes(A.Rendered(shuffled)).Should().Equal(Bytes(A.Rendered(application)), "maps have no order");

        static Dictionary<string, string> Many(string prefix) => Enumerable.Range(0, 50).ToDictionary(index => $"{prefix}{index}", index => $"v{index}");
        static Dictionary<string, string> Reversed(string prefix) => Many(prefix).Reverse().ToDictionary();
    }

    [Fact]
    public void Another_attempt_shares_nothing_but_the_name_of_its_driver()
    {
        var first = A.Rendered(A.Application());
        var second = (SubmissionResult.Rendered)NativeSubmission.Render(A.Application(), A.Identity with { SubmissionId = SubmissionIds.Next("uid", A.Identity.SubmissionId) });

        second.Driver.Metadata!.Name.Should().Be(first.Driver.Metadata!.Name);
        second.SparkApplicationId.Should().NotBe(first.SparkApplicationId);
        second.Companions.Select(companion => companion.Name).Should().NotIntersectWith(first.Companions.Select(companion => companion.Name));
    }

    [Fact]
    public void Everything_belongs_to_the_application_and_carries_its_hash()
    {
        var application = A.Application();
        var rendered = A.Rendered(application);

        foreach (var metadata in rendered.Companions.Select(companion => companion.Metadata).Append(rendered.Driver.Metadata!))
        {
            metadata.Namespace.Should().Be("jobs");
            metadata.OwnerReferences.Should().ContainSingle().Which.Should().Be(application.ToControllerReferences().Single());
            metadata.Annotations.Should().ContainKey(Annotations.ContentHash);
        }
    }

    [Fact]
    public void The_hash_moves_with_the_content()
    {
        var hashes = new[] { A.Application(), A.Application(spec => spec with { Arguments = ["2"] }) }
            .Select(application => A.Rendered(application).Driver.Metadata!.Annotations![Annotations.ContentHash]);

        hashes.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("3.3.4")]
    [InlineData("3.5.7")]
    [InlineData("4.3.0")]
    public void What_an_attempt_leaves_behind_is_found_from_its_id_alone(string version)
    {
        var rendered = A.Rendered(A.Application(spec => spec with { SparkVersion = version }));

        rendered.Companions.Select(companion => new CompanionReference(companion.ApiVersion, companion.Kind, companion.Plural, companion.Name))
            .Should().BeSubsetOf(CompanionNames.Of("spark-pi", A.Identity.SubmissionId));
    }

    [Fact]
    public void The_driver_is_complete_at_birth()
    {
        var application = A.Application(spec => spec with
        {
            Driver = spec.Driver! with
            {
                Tolerations = [new Toleration { Key = "spot", Operator = "Exists" }],
                Env = [new EnvVar { Name = "MODE", Value = "test" }],
                PriorityClassName = "high",
            },
        });

        var driver = A.Rendered(application).Driver;

        driver.Metadata!.Labels.Should().Contain(Labels.Rendered, "true").And.Contain(Labels.SubmissionId, A.Identity.SubmissionId);
        driver.Spec!.Tolerations.Should().ContainSingle().Which.Key.Should().Be("spot");
        driver.Spec.PriorityClassName.Should().Be("high");
        driver.Spec.EnableServiceLinks.Should().BeFalse();
        driver.SparkContainer().Env.Should().Contain(variable => variable.Name == "MODE");
        ContractsJson.Serialize(PodMutations.Apply(driver, new SparkPodContext(application, SparkRole.Driver)))
            .Should().Equal(ContractsJson.Serialize(driver), "the webhook has nothing left to do");
    }

    [Fact]
    public void Executors_start_from_a_template_that_is_complete_too()
    {
        var rendered = A.Rendered(A.Application(spec => spec with { Executor = spec.Executor! with { PriorityClassName = "low" } }));

        var template = rendered.Companions.Data("podspec-configmap-key");
        template.Should().Contain("priorityClassName: low").And.Contain($"{Labels.Rendered}: \"true\"").And.Contain("enableServiceLinks: false");
        rendered.NeedsPodWebhook.Should().BeEmpty();
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var errors = A.Refused(A.Application(spec => spec with
        {
            Image = null,
            MainApplicationFile = "file:///a.jar",
            Driver = spec.Driver! with { Memory = "lots" },
            SparkConf = new Dictionary<string, string> { ["spark.driver.bindAddress"] = "::" },
        }));

        errors.Select(error => error.Path).Should().BeEquivalentTo(
            "spec.driver.memory", "spec.mainApplicationFile", "spec.image", "spec.sparkConf[spark.driver.bindAddress]");
    }

    [Theory]
    [InlineData("""{"driver":{"cores":0}}""", "spec.driver.cores")]
    [InlineData("""{"executor":{"memory":"-1g","instances":1}}""", "spec.executor.memory")]
    [InlineData("""{"driver":{"envSecretKeyRefs":{"X":{"name":"a:b","key":"c"}}}}""", "spec.driver.envSecretKeyRefs[X]")]
    [InlineData("""{"driver":{"labels":{"spark-role":"x"}}}""", "spec.driver.labels[spark-role]")]
    [InlineData("""{"imagePullPolicy":"Perhaps"}""", "spec.imagePullPolicy")]
    [InlineData("""{"deps":{"jars":["file:///a.jar"]}}""", "spec.deps.jars")]
    [InlineData("""{"sparkConf":{"spark.driver.memoryOverheadFactor":"-1"}}""", "spec.sparkConf[spark.driver.memoryOverheadFactor]")]
    [InlineData("""{"sparkConf":{"spark.driver.memory":"lots"},"driver":{}}""", "spec.sparkConf[spark.driver.memory]")]
    [InlineData("""{"sparkConf":{"spark.driver.memory":"1g"},"driver":{"memory":"lots"}}""", "spec.driver.memory")]
    [InlineData("""{"sparkConf":{"spark.kubernetes.driver.volumes.hostPath.a.mount.path":"/a"}}""", "spec.sparkConf[spark.kubernetes.driver.volumes.hostPath.a.mount.path]")]
    public void An_error_names_what_its_user_wrote(string spec, string path)
    {
        var written = ContractsJson.Deserialize<SparkApplicationSpec>(System.Text.Encoding.UTF8.GetBytes(spec));

        var errors = A.Refused(A.Application(usual => usual with
        {
            SparkConf = written.SparkConf,
            ImagePullPolicy = written.ImagePullPolicy,
            Deps = written.Deps,
            Driver = written.Driver ?? usual.Driver,
            Executor = written.Executor ?? usual.Executor,
        }));

        errors.Should().ContainSingle().Which.Path.Should().Be(path);
    }

    [Fact]
    public void A_local_directory_without_its_volume_is_refused()
    {
        var errors = A.Refused(A.Application(spec => spec with
        {
            Executor = spec.Executor! with { VolumeMounts = [new VolumeMount { Name = "spark-local-dir-x", MountPath = "/x" }] },
        }));

        errors.Should().ContainSingle().Which.Path.Should().Be("spec.executor.volumeMounts");
    }

    [Fact]
    public void An_unknown_version_is_told()
    {
        var rendered = A.Rendered(A.Application(spec => spec with { SparkVersion = "9.0.0" }));

        rendered.Release.Rules.Should().Be(SparkRelease.Newest.Rules);
        rendered.Warnings.Should().ContainSingle().Which.Should().Contain("9.0.0");
    }

    [Fact]
    public void A_field_that_nobody_models_reaches_driver_and_executors()
    {
        var template = ContractsJson.Deserialize<PodTemplateSpec>("""{"spec":{"futureField":{"a":1},"containers":[{"name":"spark-kubernetes-driver","newer":true}]}}"""u8);

        var rendered = A.Rendered(A.Application(spec => spec with
        {
            Driver = spec.Driver! with { Template = template },
            Executor = spec.Executor! with { Template = template },
        }));

        rendered.Driver.Spec!.Unmodelled.Should().ContainKey("futureField");
        rendered.Driver.SparkContainer().Unmodelled.Should().ContainKey("newer");
        rendered.Companions.Data("podspec-configmap-key").Should().Contain("futureField:").And.Contain("newer: true");
    }

    private static byte[] Bytes(SubmissionResult.Rendered rendered) =>
        [.. ContractsJson.Serialize(rendered.Driver), .. rendered.Companions.SelectMany(companion => companion.ToJson())];
}
