using System.Globalization;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>What a volume of the settings must have. Source: <c>KubernetesVolumeUtils.parseVolumesWithPrefix</c>.</summary>
internal static class VolumeRules
{
    public static bool Check(
        StepContext context, string type, string at, Dictionary<string, string> options, out bool readOnly)
    {
        var before = context.Errors.All.Count;
        string[]? required = type switch
        {
            "hostPath" => ["mount.path", "options.path"],
            "persistentVolumeClaim" => ["mount.path", "options.claimName"],
            "nfs" => ["mount.path", "options.path", "options.server"],
            "emptyDir" => ["mount.path"],
            _ => null,
        };

        if (required is null)
            context.Errors.Add(at, $"'{type}' is not a type of volume that Spark knows; use hostPath, persistentVolumeClaim, nfs or emptyDir.");

        foreach (var option in (required ?? []).Where(option => !options.ContainsKey(option)))
            context.Errors.Add(at + option, "is missing.");

        if (!context.Release.Has(SparkFeatures.VolumeSubPathExpr))
            _ = options.Remove("mount.subPathExpr");
        else if (options.ContainsKey("mount.subPath") && options.ContainsKey("mount.subPathExpr"))
            context.Errors.Add(at + "mount.subPathExpr", "and mount.subPath exclude each other.");

        if (!context.Release.Has(SparkFeatures.HostPathType))
            _ = options.Remove("options.type");

        readOnly = false;
        if (options.TryGetValue("mount.readOnly", out var text) && !bool.TryParse(text, out readOnly))
            context.Errors.Add(at + "mount.readOnly", $"'{text}' is not a boolean; write true or false.");

        if (context.Release.Has(SparkFeatures.VolumeSizeCheck)
            && options.TryGetValue("options.sizeLimit", out var size)
            && long.TryParse(size, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bytes)
            && bytes < 1024)
            context.Errors.Add(at + "options.sizeLimit", $"'{size}' means {size} bytes; write a unit, such as '{size}Gi'.");

        return context.Errors.All.Count == before;
    }
}
