using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Steps;

/// <summary>The executor template travels to the driver in a ConfigMap, as it is. Source: <c>PodTemplateConfigMapStep</c>.</summary>
internal static class ExecutorTemplateConfigMap
{
    private const string FileKey = SparkConfKeys.ExecutorPodTemplateFile;
    private const string DataKey = "podspec-configmap-key";
    private const string VolumeName = "pod-template-volume";
    private const string Directory = "/opt/spark/pod-template";
    private const string FileName = "pod-spec-template.yml";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        if (context.Conf.Text(FileKey) is not { } path)
            return draft;

        if (File(context) is not { } file)
        {
            context.Errors.NeedsJvm(FileKey, $"'{path}' is not at hand; only templates that come with the submission can be read.");
            return draft;
        }

        return draft
            .WithVolume(
                new Volume
                {
                    Name = VolumeName,
                    ConfigMap = new ConfigMapVolumeSource
                    {
                        Name = context.Names.ExecutorTemplateConfigMap,
                        Items = [new KeyToPath { Key = DataKey, Path = FileName }],
                    },
                },
                new VolumeMount { Name = VolumeName, MountPath = Directory })
            .WithProperty(FileKey, $"{Directory}/{FileName}")
            .WithCompanion(new Companion.OfConfigMap(ConfigMaps.Immutable(
                new ObjectMeta { Name = context.Names.ExecutorTemplateConfigMap },
                new Dictionary<string, string> { [DataKey] = file.Text },
                context.Errors,
                "spec.executor.template")));
    }

    public static PodTemplateFile? File(StepContext context) =>
        context.Conf.Text(FileKey) is { } path ? context.Template(path) : null;
}
