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
        if (allocation.Enabled is not true)
            return;

        if (allocation is { MinExecutors: { } minimum, MaxExecutors: { } maximum } && minimum > maximum)
            context.Warn("minExecutors", ErrorCodes.Conflict, $"{minimum} is greater than maxExecutors, {maximum}, and Spark refuses to start; lower one or raise the other");
        if (allocation.MinExecutors < 0)
            context.Warn("minExecutors", ErrorCodes.OutOfRange, $"{allocation.MinExecutors} is less than 0, and Spark refuses to start; write 0 or more");
        if (allocation.MaxExecutors < 1)
            context.Warn("maxExecutors", ErrorCodes.OutOfRange, $"{allocation.MaxExecutors} is less than 1, and Spark refuses to start; write 1 or more");
        if (allocation.InitialExecutors < allocation.MinExecutors || allocation.InitialExecutors > allocation.MaxExecutors)
            context.Warn("initialExecutors", ErrorCodes.OutOfRange, $"{allocation.InitialExecutors} is not between minExecutors and maxExecutors; Spark starts with another number, so write one between them");
        if (allocation.ShuffleTrackingEnabled is false)
            context.Warn("shuffleTrackingEnabled", ErrorCodes.Conflict, "without it, or decommissioning with storage elsewhere, Spark refuses dynamic allocation on Kubernetes; leave it out");
    });
}
