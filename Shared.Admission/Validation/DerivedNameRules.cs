using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>Names that grow out of an object's own and may become too long for what they name.</summary>
internal static class DerivedNameRules
{
    /// <summary>Digits of the time in the name of a run, at its finest.</summary>
    private const int RunDigits = 19;

    public static void Judge(ValidationContext<SparkApplication> context, SparkApplication application)
    {
        var name = application.Metadata?.Name ?? "";
        foreach (var (index, ingress) in (application.Spec?.DriverIngressOptions).OrEmpty().Index())
        {
            if (ingress.ServicePort is { } port && ResourceNames.DriverPortService(name, port) is { Length: > ResourceNames.MaxLabelLength } service)
                context.Warn($"spec.driverIngressOptions[{index}].servicePort", ErrorCodes.InvalidName, $"its Service would be called '{service}', which has {service.Length} characters of {ResourceNames.MaxLabelLength}; give the application a shorter name");
        }
    }

    public static void JudgeSchedule<T>(ValidationContext<T> context, ObjectMeta? metadata)
    {
        var longest = ResourceNames.MaxLabelLength - RunDigits - 1;
        if (metadata?.Name is { } name && name.Length > longest)
            context.Warn("metadata.name", ErrorCodes.InvalidName, $"'{name}' has {name.Length} characters; with the time of a run behind it, it may have {longest} at the finest precision, or runs cannot be created; give the schedule a shorter name");
    }
}
