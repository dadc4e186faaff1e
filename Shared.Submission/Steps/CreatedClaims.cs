using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>A claim that is created for a volume which gives a storage class and a size. Source: <c>MountVolumesFeatureStep</c>.</summary>
internal static class CreatedClaims
{
    private const string LegacyKey = "spark.kubernetes.legacy.useReadWriteOnceAccessMode";

    public static Companion? Of(VolumeSettings volume, string? claimName, StepContext context, IEnumerable<KeyValuePair<string, string>>? executorLabels = null)
    {
        if (claimName is null
            || !volume.Options.TryGetValue("options.storageClass", out var storageClass)
            || !volume.Options.TryGetValue("options.sizeLimit", out var size))
            return null;

        var specification = new JsonObject
        {
            ["storageClassName"] = storageClass,
            ["accessModes"] = new JsonArray(AccessMode(context)),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = size } },
        };

        return new Companion.OfOther(
            new KubernetesObject
            {
                ApiVersion = "v1",
                Kind = "PersistentVolumeClaim",
                Metadata = new ObjectMeta
                {
                    Name = claimName,
                    Labels = Maps.Merge(
                        Own(volume, "label.", context),
                        (executorLabels ?? []).Append(new("spark-app-selector", context.Identity.ApplicationId))),
                    Annotations = Own(volume, "annotation.", context),
                },
                Spec = JsonDocument.Parse(specification.ToJsonString()).RootElement,
            },
            "persistentvolumeclaims");
    }

    private static IReadOnlyDictionary<string, string>? Own(VolumeSettings volume, string prefix, StepContext context) =>
        context.Release.Has(SparkFeatures.ClaimLabels)
            ? Maps.Merge(null, volume.Options
                .Where(option => option.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(option => KeyValuePair.Create(option.Key[prefix.Length..], option.Value)))
            : null;

    private static string AccessMode(StepContext context)
    {
        if (!context.Release.Has(SparkFeatures.LegacyReadWriteOnceKey))
            return "ReadWriteOnce";

        var legacy = context.Conf.Flag(LegacyKey) ?? !context.Release.Has(SparkFeatures.ReadWriteOncePodDefault);
        return legacy ? "ReadWriteOnce" : "ReadWriteOncePod";
    }
}
