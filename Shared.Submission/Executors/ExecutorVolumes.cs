using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary><c>spark.kubernetes.executor.volumes.*</c>; claims by need are named after the pod. Source: <c>MountVolumesFeatureStep</c>.</summary>
internal static class ExecutorVolumes
{
    public static DriverDraft Apply(DriverDraft draft, ExecutorContext context)
    {
        foreach (var volume in VolumeSettings.Read(context.Steps, "executor", RunningDriver.Settings(context)))
        {
            var claim = volume.ClaimName?
                .Replace(VolumeSettings.OnDemand, $"{context.PodName}-pvc-{volume.Number}", StringComparison.Ordinal)
                .Replace("SPARK_EXECUTOR_ID", context.ExecutorId, StringComparison.Ordinal);

            draft = draft.WithVolume(volume.ToVolume(claim), volume.ToMount());
            if (CreatedClaims.Of(volume, claim, context.Steps) is { } created)
                draft = draft.WithCompanion(created.With(created.Metadata with { OwnerReferences = [context.Driver] }));
        }

        return draft;
    }
}
