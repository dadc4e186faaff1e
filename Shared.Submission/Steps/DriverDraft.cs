using System.Collections.Immutable;
using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary>What one submission will create, grown a step at a time. Source: <c>SparkPod</c>, <c>KubernetesDriverSpec</c>.</summary>
/// <param name="Pod">The pod without its main container.</param>
/// <param name="Main">The container that runs Spark; it joins the others, as the last one, in the end.</param>
/// <param name="Added">Properties that the steps add to, or overwrite in, the settings.</param>
/// <param name="Companions">In the order in which Spark creates them.</param>
internal sealed record DriverDraft(
    Pod Pod, Container Main, ImmutableDictionary<string, string> Added, ImmutableList<Companion> Companions)
{
    public DriverDraft WithEnv(params IEnumerable<EnvVar> variables) =>
        this with { Main = Main with { Env = [.. Main.Env.OrEmpty(), .. variables] } };

    public DriverDraft WithVolume(Volume volume, params IEnumerable<VolumeMount> mounts) => this with
    {
        Pod = Pod with { Spec = Pod.Spec! with { Volumes = [.. Pod.Spec.Volumes.OrEmpty(), volume] } },
        Main = Main with { VolumeMounts = [.. Main.VolumeMounts.OrEmpty(), .. mounts] },
    };

    public DriverDraft WithArguments(params IEnumerable<string> arguments) =>
        this with { Main = Main with { Args = [.. Main.Args.OrEmpty(), .. arguments] } };

    public DriverDraft WithProperty(string key, string value) => this with { Added = Added.SetItem(key, value) };

    public DriverDraft WithCompanion(Companion companion) => this with { Companions = Companions.Add(companion) };
}
