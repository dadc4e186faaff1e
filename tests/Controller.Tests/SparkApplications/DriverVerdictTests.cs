using Controller.Pods;
using Controller.SparkApplications.Tracking;

namespace Controller.Tests.SparkApplications;

public sealed class DriverVerdictTests
{
    public static TheoryData<PodPhase, ContainerPhase?, int, string?> EveryCombination()
    {
        var data = new TheoryData<PodPhase, ContainerPhase?, int, string?>();
        foreach (var phase in Enum.GetValues<PodPhase>())
        {
            foreach (var container in new ContainerPhase?[] { null, ContainerPhase.Waiting, ContainerPhase.Running, ContainerPhase.Terminated })
            {
                foreach (var exit in container is ContainerPhase.Terminated ? new[] { 0, 1, 2, 42, 52, 101, 137, 139, 143, 255, -1 } : [0])
                {
                    foreach (var reason in new[] { null, "Evicted", "NodeLost", "Preempting", "OOMKilled", "Error", "Completed" })
                        data.Add(phase, container, exit, reason);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public void Given_any_pod_Then_there_is_one_verdict_and_it_is_never_false(PodPhase phase, ContainerPhase? container, int exit, string? reason)
    {
        var pod = A.Driver(phase, container is { } state ? new ContainerRecord(state, state is ContainerPhase.Terminated ? exit : null, reason) : null) with { Reason = reason };

        var verdict = DriverVerdict.Of(pod);

        var ended = container is ContainerPhase.Terminated;
        verdict.State.Should().Be(phase switch
        {
            PodPhase.Pending => DriverState.Pending,
            PodPhase.Succeeded => DriverState.Completed,
            PodPhase.Running => !ended ? DriverState.Running : exit == 0 ? DriverState.Completed : DriverState.Failed,
            PodPhase.Failed => ended && exit == 0 ? DriverState.Completed : DriverState.Failed,
            _ => DriverState.Unknown,
        });
        (verdict.ErrorMessage is not null).Should().Be(verdict.State is DriverState.Failed, "a failure, and nothing else, has a message");
        Controller.SparkApplications.Status.Diagnoses.OfDriver(pod, verdict, null).Should().Match(diagnosis => verdict.State != DriverState.Failed || diagnosis != null);
    }
}
