using FluentValidation;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>For applications. Whether the bounds fit together is Spark's to judge there: it may read them from elsewhere too.</summary>
internal sealed class DynamicAllocationValidator : OpenRecordValidator<DynamicAllocation>
{
    public DynamicAllocationValidator() => RuleFor(allocation => allocation).Custom((allocation, context) =>
    {
        if (allocation is { Enabled: not true, MinExecutors: not null } or { Enabled: not true, MaxExecutors: not null } or { Enabled: not true, InitialExecutors: not null })
            context.Warn("enabled", ErrorCodes.NoEffect, "dynamic allocation is off, so its bounds have no effect; set 'enabled: true' or remove them");
        if (allocation is { Enabled: true, MinExecutors: { } minimum, MaxExecutors: { } maximum } && minimum > maximum)
            context.Warn("minExecutors", ErrorCodes.Conflict, $"{minimum} is greater than maxExecutors, {maximum}; Spark will refuse to start");
    });
}
