using System.Text.Json;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Mutation;

public sealed class PodMutationTests
{
    private static Pod Driver(string spec = "{}") => new()
    {
        Spec = ContractsJson.Deserialize<PodTemplateSpec>(JsonSerializer.SerializeToNode(new { spec = JsonDocument.Parse(spec).RootElement })!).Spec! with { },
    };

    private static Pod WithContainer(string container) => Driver($$"""{"containers":[{{container}}]}""");

    private static SparkPodContext Context(DriverSpec driver, SparkApplicationSpec? spec = null) => new(
        new SparkApplication { Metadata = new ObjectMeta { Name = "pi", Uid = "u" }, Spec = (spec ?? new SparkApplicationSpec()) with { Driver = driver } }, SparkRole.Driver);

    [Fact]
    public void An_empty_dir_without_settings_is_still_an_empty_dir()
    {
        var spec = new SparkApplicationSpec { Volumes = [new Volume { Name = "v", EmptyDir = new EmptyDirVolumeSource() }] };

        var pod = PodMutations.Apply(WithContainer("""{"name":"spark-kubernetes-driver"}"""), Context(new DriverSpec { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/v" }] }, spec));

        ContractsJson.ToNode(pod.Spec!.Volumes![0]).ToJsonString().Should().Be("""{"name":"v","emptyDir":{}}""");
    }

    [Fact]
    public void A_variable_with_another_value_is_added_and_wins()
    {
        var context = Context(new DriverSpec { Env = [new EnvVar { Name = "A", Value = "2" }] });

        var once = PodMutations.Apply(WithContainer("""{"name":"spark-kubernetes-driver","env":[{"name":"A","value":"2"},{"name":"A","value":"1"}]}"""), context);

        once.Spec!.Containers![0].Env!.Select(entry => entry.Value).Should().Equal("2", "1", "2");
        PodMutations.Apply(once, context).Spec!.Containers![0].Env.Should().HaveCount(3);
    }

    [Fact]
    public void What_the_API_server_filled_in_does_not_make_a_volume_another_one()
    {
        var context = Context(new DriverSpec { ConfigMaps = [new NamePath { Name = "c", Path = "/c" }] });

        var pod = PodMutations.Apply(
            Driver("""{"containers":[{"name":"spark-kubernetes-driver","volumeMounts":[{"name":"c-vol","mountPath":"/c","readOnly":true}]}],"volumes":[{"name":"c-vol","configMap":{"name":"c","defaultMode":420}}]}"""), context);

        pod.Spec!.Volumes.Should().HaveCount(1);
        pod.Spec.Containers![0].VolumeMounts.Should().HaveCount(1);
    }

    [Fact]
    public void One_config_map_at_two_paths_is_one_volume_with_two_mounts()
    {
        var context = Context(new DriverSpec { ConfigMaps = [new NamePath { Name = "c", Path = "/a" }, new NamePath { Name = "c", Path = "/b" }] });

        var pod = PodMutations.Apply(WithContainer("""{"name":"spark-kubernetes-driver"}"""), context);

        pod.Spec!.Volumes.Should().HaveCount(1);
        pod.Spec.Containers![0].VolumeMounts!.Select(mount => mount.MountPath).Should().Equal("/a", "/b");
    }

    [Fact]
    public void A_volume_that_collides_is_refused_with_both_origins()
    {
        var spec = new SparkApplicationSpec { Volumes = [new Volume { Name = "v", HostPath = new HostPathVolumeSource { Path = "/h" } }] };
        var context = Context(new DriverSpec { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/v" }] }, spec);

        FluentActions.Invoking(() => PodMutations.Apply(Driver("""{"containers":[{"name":"x"}],"volumes":[{"name":"v","emptyDir":{}}]}"""), context))
            .Should().Throw<PodRefusedException>().WithMessage("spec.volumes: volume 'v' collides with another volume 'v' that the pod already has*");
    }

    [Theory]
    [InlineData("""[{"name":"side"},{"name":"spark-kubernetes-driver"}]""", 1)]
    [InlineData("""[{"name":"renamed"},{"name":"side"}]""", 0)]
    public void The_Spark_container_is_found_by_name_else_it_is_the_first(string containers, int expected)
    {
        var pod = PodMutations.Apply(Driver($$"""{"containers":{{containers}}}"""), Context(new DriverSpec { Env = [new EnvVar { Name = "A", Value = "1" }] }));

        pod.Spec!.Containers!.Select((container, index) => (container, index)).Where(entry => entry.container.Env is not null).Select(entry => entry.index).Should().Equal(expected);
    }

    [Fact]
    public void A_pod_without_containers_is_refused() =>
        FluentActions.Invoking(() => PodMutations.Apply(Driver(), Context(new DriverSpec()))).Should().Throw<PodRefusedException>();

    [Fact]
    public void A_memory_limit_that_is_no_amount_is_refused() =>
        FluentActions.Invoking(() => PodMutations.Apply(WithContainer("""{"name":"x"}"""), Context(new DriverSpec { MemoryLimit = "100b" })))
            .Should().Throw<PodRefusedException>().WithMessage("spec.driver.memoryLimit: '100b'*");

    [Fact]
    public void A_priority_class_takes_the_numbers_of_the_default_class_away()
    {
        var pod = PodMutations.Apply(
            Driver("""{"containers":[{"name":"x"}],"priority":0,"preemptionPolicy":"PreemptLowerPriority"}"""), Context(new DriverSpec { PriorityClassName = "high" }));

        (pod.Spec!.PriorityClassName, pod.Spec.Priority, pod.Spec.PreemptionPolicy).Should().Be(("high", null, null));
    }

    [Theory]
    [InlineData(null, "role", "role")]
    [InlineData("volcano", "role", "volcano")]
    [InlineData("", "role", "default-scheduler")]
    public void A_batch_scheduler_takes_the_whole_application(string? batch, string role, string expected) =>
        PodMutations.Apply(
                Driver("""{"containers":[{"name":"x"}],"schedulerName":"default-scheduler"}"""),
                Context(new DriverSpec { SchedulerName = role }, new SparkApplicationSpec { BatchScheduler = batch }))
            .Spec!.SchedulerName.Should().Be(expected);

    [Theory]
    [InlineData("configmap1", "configmap1-vol")]
    [InlineData("spark.application.conf", "spark-application-conf-faf58873-vol")]
    [InlineData("generated-config-name-generated-config-name-generated-config-name", "generated-config-name-generated-config-name-genera-d0f2ef0c-vol")]
    [InlineData("a.b", "a-b-2e7336dc-vol")]
    [InlineData("a-b", "a-b-vol")]
    [InlineData("x.y.z", "x-y-z-f7304f12-vol")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-11ee3912-vol")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbb", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-0517873f-vol")]
    public void Volumes_of_config_maps_have_names_that_are_labels(string configMap, string volume) => VolumeNames.OfConfigMap(configMap).Should().Be(volume);
}
