using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Admission.Validation;

/// <summary>Which container of a pod template becomes Spark's, and what a template may not hold twice.</summary>
internal static class TemplateContainerRules
{
    internal static readonly string[] SparkNames = [ContainerNames.Driver, ContainerNames.Executor, ContainerNames.OldExecutor];

    public static void Judge<T>(ValidationContext<T> context, PodTemplateSpec template)
    {
        var containers = (template.Spec?.Containers).OrEmpty();
        if (containers.Count > 1 && !containers.Any(container => SparkNames.Contains(container.Name)))
            context.Warn("template.spec.containers", ErrorCodes.InvalidName, $"none of {containers.Count} containers is called '{ContainerNames.Driver}' or '{ContainerNames.Executor}', so the first one becomes Spark's; name the one that is meant");

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (list, members) in new[] { ("initContainers", (template.Spec?.InitContainers).OrEmpty()), ("containers", containers) })
        {
            foreach (var (index, container) in members.Index())
            {
                if (!string.IsNullOrEmpty(container.Name) && !names.Add(container.Name))
                    context.Warn($"template.spec.{list}[{index}].name", ErrorCodes.Duplicate, $"two containers are called '{container.Name}', so the pod is refused; give one of them another name");
            }
        }

        var volumes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, volume) in (template.Spec?.Volumes).OrEmpty().Index())
        {
            if (!string.IsNullOrEmpty(volume.Name) && !volumes.Add(volume.Name))
                context.Warn($"template.spec.volumes[{index}].name", ErrorCodes.Duplicate, $"two volumes are called '{volume.Name}', so the pod is refused; give one of them another name");
        }
    }
}
