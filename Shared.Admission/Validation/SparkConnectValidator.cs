using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Validation;

internal sealed class SparkConnectValidator : OpenRecordValidator<SparkConnect>
{
    // <name>-server must be a DNS label too.
    private const int MaxNameLength = 56;

    public SparkConnectValidator()
    {
        RuleFor(connect => connect).Custom((connect, context) =>
        {
            MetadataRules.JudgeName(
                context, connect.Metadata, SparkConnect.KindName, MaxNameLength, $"because the Service '<name>-server' may have {ResourceNames.MaxLabelLength}");
            MetadataRules.JudgeLabels(context, "metadata.labels", connect.Metadata?.Labels);
            SparkApplicationValidator.JudgeSparkConf(context, "spec.sparkConf", connect.Spec?.SparkConf, connect.Metadata?.Namespace);
        });
        RuleFor(connect => connect.Spec!).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("a Connect server needs a specification")
            .SetValidator(new SparkConnectSpecValidator());
    }
}

internal sealed class SparkConnectSpecValidator : OpenRecordValidator<SparkConnectSpec>
{
    public SparkConnectSpecValidator()
    {
        RuleFor(spec => spec.SparkVersion).NotEmpty()
            .WithErrorCode(ErrorCodes.Required).WithMessage("sparkVersion is required; write the version of the image, such as '4.0.1'");
        RuleFor(spec => spec.SparkVersion).Must(SparkVersionRules.KnowsPodTemplates)
            .When(spec => !string.IsNullOrEmpty(spec.SparkVersion) && (spec.Server?.Template is not null || spec.Executor?.Template is not null))
            .WithErrorCode(ErrorCodes.VersionTooOld).WithMessage(spec => $"a pod template requires Spark version 3.0.0 or higher, found '{spec.SparkVersion}'");
        RuleFor(spec => spec.Image)
            .Must((spec, image) => !string.IsNullOrEmpty(image)
                || (HasImage(spec.Server?.Template, ContainerNames.Driver) && HasImage(spec.Executor?.Template, ContainerNames.Executor)))
            .WithErrorCode(ErrorCodes.ImageMissing)
            .WithMessage($"an image must be specified here, or in the containers '{ContainerNames.Driver}' and '{ContainerNames.Executor}' of both templates");
        RuleFor(spec => spec.UpdatePolicy).Must(policy => policy is null or ConnectUpdatePolicies.Keep or ConnectUpdatePolicies.Restart)
            .WithErrorCode(ErrorCodes.NotSupported).WithMessage(spec => $"'{spec.UpdatePolicy}' is not known; write Keep or Restart");
        RuleFor(spec => spec.Server).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the server is missing; write 'server: {}' for one with Spark's defaults");
        RuleFor(spec => spec.Executor).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the executors are missing; write 'executor: {}' for Spark's defaults");
        RuleFor(spec => spec.Server!).SetValidator(new SparkConnectPodValidator<SparkConnectServerSpec>()).When(spec => spec.Server is not null);
        RuleFor(spec => spec.Executor!).SetValidator(new SparkConnectPodValidator<SparkConnectExecutorSpec>()).When(spec => spec.Executor is not null);
        RuleFor(spec => spec.Executor!.Instances).GreaterThanOrEqualTo(0).When(spec => spec.Executor is not null)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(spec => $"{spec.Executor!.Instances} is less than 0");
        RuleFor(spec => spec).Custom((spec, context) =>
        {
            JudgeAllocation(spec.DynamicAllocation, context);
            ConnectRules.Judge(spec, context);
        });
    }

    // The container of that name, or the first one: its image decides, whatever sidecars have.
    private static bool HasImage(PodTemplateSpec? template, string name)
    {
        var containers = (template?.Spec?.Containers).OrEmpty();
        var chosen = containers.FirstOrDefault(container => container.Name == name) ?? (containers.Count > 0 ? containers[0] : null);
        return !string.IsNullOrEmpty(chosen?.Image);
    }

    private static void JudgeAllocation(DynamicAllocation? allocation, ValidationContext<SparkConnectSpec> context)
    {
        if (allocation is not { Enabled: true })
            return;

        var (minimum, maximum, initial) = (allocation.MinExecutors, allocation.MaxExecutors, allocation.InitialExecutors);
        if (minimum > maximum)
            Refuse("minExecutors", $"{minimum} cannot be greater than maxExecutors, {maximum}");
        if (initial < minimum)
            Refuse("initialExecutors", $"{initial} cannot be less than minExecutors, {minimum}");
        if (initial > maximum)
            Refuse("initialExecutors", $"{initial} cannot be greater than maxExecutors, {maximum}");
        foreach (var (member, count) in new[] { ("minExecutors", minimum), ("maxExecutors", maximum), ("initialExecutors", initial) })
        {
            if (count < 0)
                Refuse(member, $"{count} must be non-negative");
        }

        void Refuse(string member, string message) => context.Refuse($"dynamicAllocation.{member}", ErrorCodes.OutOfRange, message);
    }
}

internal sealed class SparkConnectPodValidator<T> : OpenRecordValidator<T> where T : SparkConnectPodSpec
{
    public SparkConnectPodValidator()
    {
        RuleFor(pod => pod.Cores).GreaterThanOrEqualTo(1).WithErrorCode(ErrorCodes.OutOfRange).WithMessage(pod => $"{pod.Cores} is less than 1");
        RuleFor(pod => pod.Memory).Must(memory => string.IsNullOrEmpty(memory) || JavaMemory.IsValid(memory))
            .WithErrorCode(ErrorCodes.InvalidMemory).WithMessage(pod => $"invalid memory: '{pod.Memory}' is not a Java memory size; write digits and one of k, m, g, t, such as '4g'");
        RuleFor(pod => pod).Custom((pod, context) => TemplateRules.Judge(context, pod.Template));
    }
}
