using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>What holds for drivers and executors alike.</summary>
internal abstract class SparkPodSpecValidator<T> : OpenRecordValidator<T> where T : SparkPodSpec
{
    private const int MaxEnv = 1000;

    protected SparkPodSpecValidator()
    {
        RuleFor(pod => pod.Cores).GreaterThanOrEqualTo(1).WithErrorCode(ErrorCodes.OutOfRange).WithMessage(pod => $"{pod.Cores} is less than 1");
        RuleFor(pod => pod.Memory).Must(IsMemory)
            .WithErrorCode(ErrorCodes.InvalidMemory).WithMessage(pod => $"'{pod.Memory}' is not a Java memory size; write digits and one of k, m, g, t, such as '4g'");
        RuleFor(pod => pod.MemoryOverhead).Must(IsMemory)
            .WithErrorCode(ErrorCodes.InvalidMemory).WithMessage(pod => $"'{pod.MemoryOverhead}' is not a Java memory size; write digits and one of k, m, g, t, such as '512m'");
        RuleFor(pod => pod.MemoryLimit).Must(limit => limit is null || new Quantity(JavaMemory.ToQuantityText(limit)).TryGetValue(out _))
            .WithErrorCode(ErrorCodes.InvalidMemory).WithMessage(pod => $"'{pod.MemoryLimit}' is not an amount of memory; write digits and a unit, such as '4g' or '4Gi'");
        RuleFor(pod => pod).Custom((pod, context) => Judge(pod, context));
    }

    // Spark takes the empty text for an absent value of these fields.
    private static bool IsMemory(string? text) => string.IsNullOrEmpty(text) || JavaMemory.IsValid(text);

    private static void Judge(T pod, ValidationContext<T> context)
    {
        if (pod.Env?.Count > MaxEnv)
            context.Refuse("env", ErrorCodes.TooLarge, $"{pod.Env.Count} entries; at most {MaxEnv} are allowed");
        if (pod.EnvVars is { Count: > 0 })
            context.Warn("envVars", ErrorCodes.Deprecated, "deprecated; use 'env'");
        if (pod.EnvSecretKeyRefs is { Count: > 0 })
            context.Warn("envSecretKeyRefs", ErrorCodes.Deprecated, "deprecated; use 'env' with valueFrom.secretKeyRef");

        MetadataRules.JudgeReserved(context, "labels", pod.Labels);
        MetadataRules.JudgeReserved(context, "annotations", pod.Annotations);
        QuantityRules.JudgeContainers(context, "sidecars", pod.Sidecars);
        QuantityRules.JudgeContainers(context, "initContainers", pod.InitContainers);
        ContainerPartRules.Judge(context, pod);
        PodPartRules.Judge(context, pod);
        ResourceRules.Judge(context, pod);
        TemplateRules.Judge(context, pod.Template);
        ShapeRules.Judge(context, "affinity", pod.Affinity, PodShapes.Affinity);
        ShapeRules.Judge(context, "lifecycle", pod.Lifecycle, PodShapes.Lifecycle);
    }
}

internal sealed class DriverSpecValidator : SparkPodSpecValidator<DriverSpec>
{
    public DriverSpecValidator() =>
        RuleFor(driver => driver.PodName).Must(name => string.IsNullOrEmpty(name) || KubernetesNames.IsDns1123Subdomain(name))
            .WithErrorCode(ErrorCodes.InvalidName)
            .WithMessage(driver => $"'{driver.PodName}' is not a name for a pod; write lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit");
}

internal sealed class ExecutorSpecValidator : SparkPodSpecValidator<ExecutorSpec>
{
    public ExecutorSpecValidator() =>
        RuleFor(executor => executor.Instances).GreaterThanOrEqualTo(1)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(executor => $"{executor.Instances} is less than 1");
}
