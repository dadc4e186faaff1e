namespace Shared.Submission.Steps;

/// <summary><c>spark.kubernetes.driver.volumes.TYPE.NAME.*</c> becomes a volume and a mount. Source: <c>MountVolumesFeatureStep</c>.</summary>
internal static class MountVolumes
{
    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        // Executors' volumes are read now, so that a mistake shows before anything is created.
        _ = VolumeSettings.Read(context, "executor");

        foreach (var volume in VolumeSettings.Read(context, "driver"))
        {
            var claim = volume.ClaimName?.Replace(VolumeSettings.OnDemand, $"{context.Names.Prefix}-driver-pvc-{volume.Number}", StringComparison.Ordinal);
            draft = draft.WithVolume(volume.ToVolume(claim), volume.ToMount());
            if (CreatedClaims.Of(volume, claim, context) is { } created)
                draft = draft.WithCompanion(created);
        }

        return draft;
    }
}
