using FluentValidation;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class DriverIngressConfigurationValidator : OpenRecordValidator<DriverIngressConfiguration>
{
    public DriverIngressConfigurationValidator()
    {
        RuleFor(ingress => ingress.ServicePort).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the port of the driver is missing");
        RuleFor(ingress => ingress.ServicePortName).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the name of the port is missing");
        RuleFor(ingress => ingress.IngressURLFormat).NotEmpty()
            .WithErrorCode(ErrorCodes.Required).WithMessage("the address is missing; write one such as '{{$appName}}.example.com'");
    }
}
