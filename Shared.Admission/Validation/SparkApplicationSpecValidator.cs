using System.Globalization;
using FluentValidation;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class SparkApplicationSpecValidator : OpenRecordValidator<SparkApplicationSpec>
{
    private static readonly string[] Types = [ApplicationTypes.Java, ApplicationTypes.Python, ApplicationTypes.Scala, ApplicationTypes.R];
    /// <summary>Rules about members that only make sense together.</summary>
    private static readonly Action<SparkApplicationSpec, ValidationContext<SparkApplicationSpec>>[] Together =
    [
        SpecRules.Judge, ContradictionRules.Judge, VersionRules.Judge, DependencyRules.Judge, EndpointRules.Judge, JavaOptionRules.Judge, RiskySettingRules.Judge, SensitiveTextRules.Judge,
    ];

    private static readonly string[] PythonVersions = ["2", "3"];

    public SparkApplicationSpecValidator()
    {
        RuleFor(spec => spec.Type).Must(type => string.IsNullOrEmpty(type) || Types.Contains(type))
            .WithErrorCode(ErrorCodes.NotSupported).WithMessage(spec => $"'{spec.Type}' is not a type of application; write Java, Python, Scala or R");
        RuleFor(spec => spec.Mode).Must(mode => string.IsNullOrEmpty(mode) || mode == DeployModes.Cluster)
            .WithErrorCode(ErrorCodes.NotSupported).WithMessage(spec => $"'{spec.Mode}' is not supported: the operator runs the driver in a pod of its own; write 'cluster' or leave it out");
        RuleFor(spec => spec.PythonVersion).Must(version => version is null || PythonVersions.Contains(version))
            .WithErrorCode(ErrorCodes.NotSupported).WithMessage(spec => $"'{spec.PythonVersion}' is not a Python version; write \"2\" or \"3\"");
        RuleFor(spec => spec.MainApplicationFile).NotNull()
            .WithErrorCode(ErrorCodes.Required).WithMessage("the file to run is missing, such as 'local:///opt/spark/examples/jars/spark-examples.jar'");
        RuleFor(spec => spec.MainApplicationFile).Must(CommandTexts.IsSafe)
            .WithErrorCode(ErrorCodes.InvalidText).WithMessage("spark-submit would read this as an option, or as several words; remove the leading '-', blanks and control characters");
        RuleFor(spec => spec.MainClass).Must(CommandTexts.IsSafe)
            .WithErrorCode(ErrorCodes.InvalidText).WithMessage("spark-submit would read this as an option, or as several words; remove the leading '-', blanks and control characters");
        RuleFor(spec => spec.MemoryOverheadFactor)
            .Must(factor => string.IsNullOrEmpty(factor) || (double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0))
            .WithErrorCode(ErrorCodes.InvalidNumber).WithMessage(spec => $"'{spec.MemoryOverheadFactor}' is not a number; write a decimal such as \"0.2\"");

        RuleFor(spec => spec.RestartPolicy!).SetValidator(new RestartPolicyValidator()).When(spec => spec.RestartPolicy is not null);
        RuleFor(spec => spec.Monitoring!).SetValidator(new MonitoringSpecValidator()).When(spec => spec.Monitoring is not null);
        RuleFor(spec => spec.Deps!).SetValidator(new DependenciesValidator()).When(spec => spec.Deps is not null);
        RuleFor(spec => spec.DynamicAllocation!).SetValidator(new DynamicAllocationValidator()).When(spec => spec.DynamicAllocation is not null);
        RuleFor(spec => spec.SparkUIOptions!).SetValidator(new SparkUIConfigurationValidator()).When(spec => spec.SparkUIOptions is not null);
        RuleFor(spec => spec.Driver!).SetValidator(new DriverSpecValidator()).When(spec => spec.Driver is not null);
        RuleFor(spec => spec.Executor!).SetValidator(new ExecutorSpecValidator()).When(spec => spec.Executor is not null);
        RuleForEach(spec => spec.DriverIngressOptions).SetValidator(new DriverIngressConfigurationValidator());
        foreach (var judge in Together)
            RuleFor(spec => spec).Custom(judge);
    }
}

internal sealed class DependenciesValidator : OpenRecordValidator<Dependencies>;

internal sealed class SparkUIConfigurationValidator : OpenRecordValidator<SparkUIConfiguration>;
