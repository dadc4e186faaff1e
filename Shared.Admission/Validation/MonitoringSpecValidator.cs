using FluentValidation;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class MonitoringSpecValidator : OpenRecordValidator<MonitoringSpec>
{
    public MonitoringSpecValidator() =>
        RuleFor(monitoring => monitoring.Prometheus!).SetValidator(new PrometheusSpecValidator()).When(monitoring => monitoring.Prometheus is not null);
}

internal sealed class PrometheusSpecValidator : OpenRecordValidator<PrometheusSpec>
{
    public PrometheusSpecValidator() =>
        RuleFor(prometheus => prometheus.Port).InclusiveBetween(1024, 49151)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(prometheus => $"{prometheus.Port} is not a port from 1024 to 49151");
}
