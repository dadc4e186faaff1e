using FluentValidation;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class RestartPolicyValidator : OpenRecordValidator<RestartPolicy>
{
    private static readonly string[] Types = [RestartPolicyTypes.Never, RestartPolicyTypes.Always, RestartPolicyTypes.OnFailure];

    public RestartPolicyValidator()
    {
        RuleFor(policy => policy.Type).Must(type => string.IsNullOrEmpty(type) || Types.Contains(type))
            .WithErrorCode(ErrorCodes.NotSupported).WithMessage(policy => $"'{policy.Type}' is not a restart policy; write Never, Always or OnFailure");
        RuleFor(policy => policy.OnFailureRetries).GreaterThanOrEqualTo(0)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(policy => $"{policy.OnFailureRetries} is less than 0");
        RuleFor(policy => policy.OnSubmissionFailureRetries).GreaterThanOrEqualTo(0)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(policy => $"{policy.OnSubmissionFailureRetries} is less than 0");
        RuleFor(policy => policy.OnFailureRetryInterval).GreaterThanOrEqualTo(1)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(policy => $"{policy.OnFailureRetryInterval} s is less than 1 s");
        RuleFor(policy => policy.OnSubmissionFailureRetryInterval).GreaterThanOrEqualTo(1)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(policy => $"{policy.OnSubmissionFailureRetryInterval} s is less than 1 s");
    }
}
