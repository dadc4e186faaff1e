using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Submission.Steps;

/// <summary>Scratch space: volumes named <c>spark-local-dir-*</c> if there are any, else an emptyDir each. Source: <c>LocalDirsFeatureStep</c>.</summary>
internal static class LocalDirectories
{
    private const string VolumePrefix = "spark-local-dir-";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        var given = Given(draft.Main);
        if (given.Count > 0)
            return draft.WithEnv(Variable(given));

        var directories = Default(context);
        var medium = context.Conf.Flag("spark.kubernetes.local.dirs.tmpfs") is true ? "Memory" : null;

        foreach (var (directory, index) in directories.Select((directory, index) => (directory, index)))
        {
            var name = $"{VolumePrefix}{index + 1}";
            draft = draft.WithVolume(
                new Volume { Name = name, EmptyDir = new EmptyDirVolumeSource { Medium = medium } },
                new VolumeMount { Name = name, MountPath = directory });
        }

        return draft.WithEnv(Variable(directories));
    }

    private static List<string> Given(Container main) =>
    [
        .. main.VolumeMounts.OrEmpty()
            .Where(mount => mount.Name?.StartsWith(VolumePrefix, StringComparison.Ordinal) is true)
            .Select(mount => mount.MountPath ?? ""),
    ];

    private static string[] Default(StepContext context) =>
        (context.Environment.GetValueOrDefault("SPARK_LOCAL_DIRS")
            ?? context.Conf.Text(SparkConfKeys.LocalDir)
            ?? $"/var/data/spark-{context.Identity.LocalDirectoryId}").Split(',');

    private static EnvVar Variable(IEnumerable<string> directories) => new() { Name = "SPARK_LOCAL_DIRS", Value = string.Join(',', directories) };
}
