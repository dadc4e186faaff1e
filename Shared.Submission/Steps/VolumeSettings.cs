using Shared.Contracts.Core;
using Shared.Submission.Conf;

namespace Shared.Submission.Steps;

/// <summary>One volume of the settings. Source: <c>KubernetesVolumeUtils</c>.</summary>
/// <param name="Type">Such as <c>emptyDir</c>.</param>
/// <param name="Name">Of volume and mount.</param>
/// <param name="Base">The prefix of its settings.</param>
/// <param name="Options">What follows that prefix.</param>
/// <param name="ReadOnly">Of the mount.</param>
/// <param name="Number">From 0, as Spark counts up to four volumes; told only where it shows, which is in the names of claims that are made by need.</param>
internal sealed record VolumeSettings(string Type, string Name, string Base, IReadOnlyDictionary<string, string> Options, bool ReadOnly, int Number)
{
    /// <summary>Stands for the name of a claim that is made by need.</summary>
    public const string OnDemand = "OnDemand";

    public string? ClaimName => Type is "persistentVolumeClaim" ? Options.GetValueOrDefault("options.claimName") : null;

    /// <summary>All volumes of a role, in the order of their keys; mistakes go to the context's error list.</summary>
    /// <param name="context">Gives the settings.</param>
    /// <param name="role"><c>driver</c> or <c>executor</c>.</param>
    /// <param name="ofProcess">All settings of the process that numbers the volumes; null means those of the submission.</param>
    public static IReadOnlyList<VolumeSettings> Read(StepContext context, string role, IReadOnlyCollection<KeyValuePair<string, string>>? ofProcess = null)
    {
        var prefix = $"spark.kubernetes.{role}.volumes.";
        var volumes = new List<VolumeSettings>();

        var settings = context.Conf.WithPrefix(prefix).ToList();
        if (settings.Count == 0)
            return volumes;

        var numbers = NumbersShow(settings) ? FamilyOrder.Of(prefix, ofProcess ?? context.Conf.Settings, context.Release).Select(VolumeOf).Distinct().ToList() : [];
        foreach (var group in settings.GroupBy(setting => VolumeOf(setting.Key)))
        {
            if (group.Key.Split('.') is not [var type, { Length: > 0 } name])
            {
                context.Errors.Add(prefix + group.Key, "names no volume; write TYPE.NAME.mount.path and the like.");
                continue;
            }

            var options = group.ToDictionary(setting => setting.Key[Math.Min(setting.Key.Length, group.Key.Length + 1)..], setting => setting.Value, StringComparer.Ordinal);
            if (VolumeRules.Check(context, type, $"{prefix}{group.Key}.", options, out var readOnly))
                volumes.Add(new VolumeSettings(type, name, $"{prefix}{group.Key}.", options, readOnly, numbers.IndexOf(group.Key)));
        }

        foreach (var twice in volumes.GroupBy(volume => volume.Options["mount.path"]).Where(paths => paths.Count() > 1))
            context.Errors.Add(twice.Last().Base + "mount.path", $"'{twice.Key}' is the mount path of {twice.Count()} volumes; give each its own.");

        return volumes;
    }

    // Only then is the order worth its price.
    private static bool NumbersShow(List<KeyValuePair<string, string>> settings) =>
        settings.Any(setting => setting.Key.EndsWith(".options.claimName", StringComparison.Ordinal) && setting.Value.Contains(OnDemand, StringComparison.Ordinal));

    private static string VolumeOf(string key) => string.Join('.', key.Split('.').Take(2));

    public VolumeMount ToMount() => new()
    {
        Name = Name,
        MountPath = Options["mount.path"],
        ReadOnly = ReadOnly,
        SubPath = Options.GetValueOrDefault("mount.subPath", ""),
        SubPathExpr = Options.GetValueOrDefault("mount.subPathExpr"),
    };

    public Volume ToVolume(string? claimName) => Type switch
    {
        "hostPath" => new Volume
        {
            Name = Name,
            HostPath = new HostPathVolumeSource { Path = Options["options.path"], Type = Options.GetValueOrDefault("options.type", "") },
        },
        "persistentVolumeClaim" => new Volume
        {
            Name = Name,
            PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claimName, ReadOnly = ReadOnly },
        },
        "nfs" => new Volume
        {
            Name = Name,
            Nfs = new NfsVolumeSource { Server = Options["options.server"], Path = Options["options.path"] },
        },
        _ => new Volume
        {
            Name = Name,
            EmptyDir = new EmptyDirVolumeSource
            {
                Medium = Options.GetValueOrDefault("options.medium", ""),
                SizeLimit = Options.TryGetValue("options.sizeLimit", out var size) ? new Quantity(size) : (Quantity?)null,
            },
        },
    };
}
