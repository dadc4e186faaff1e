using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>Names that grow out of an object's own and may become too long for what they name.</summary>
internal static class DerivedNameRules
{
    public static void Judge(ValidationContext<SparkApplication> context, SparkApplication application)
    {
        var name = application.Metadata?.Name ?? "";
        foreach (var (index, ingress) in (application.Spec?.DriverIngressOptions).OrEmpty().Index())
        {
            if (ingress.ServicePort is { } port && ResourceNames.DriverPortService(name, port) is { Length: > ResourceNames.MaxLabelLength } service)
                context.Warn($"spec.driverIngressOptions[{index}].servicePort", ErrorCodes.InvalidName, $"its Service would be called '{service}', which has {service.Length} characters of {ResourceNames.MaxLabelLength}; give the application a shorter name");
        }
    }
}
