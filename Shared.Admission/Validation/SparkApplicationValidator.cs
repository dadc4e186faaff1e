using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class SparkApplicationValidator : OpenRecordValidator<SparkApplication>
{
    public SparkApplicationValidator()
    {
        RuleFor(application => application).Custom((application, context) =>
        {
            MetadataRules.JudgeName(context, application.Metadata, SparkApplication.KindName);
            MetadataRules.JudgeLabels(context, "metadata.labels", application.Metadata?.Labels);
            JudgeSparkConf(context, "spec.sparkConf", application.Spec?.SparkConf, application.Metadata?.Namespace);
        });
        RuleFor(application => application.Spec!).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("an application needs a specification")
            .SetValidator(new SparkApplicationSpecValidator());
    }

    internal static void JudgeSparkConf<T>(ValidationContext<T> context, string path, IReadOnlyDictionary<string, string>? conf, string? @namespace)
    {
        foreach (var (key, value) in conf.OrEmpty())
        {
            if (SparkConfRules.Judge(path, key, value, @namespace) is { } refused)
                context.Refuse(refused.Path, refused.Code, refused.Message);
            else if (!SparkConfRules.IsRead(key))
                context.Warn($"{path}[{key}]", ErrorCodes.NoEffect, "Spark reads only keys that start with 'spark.'; this one has no effect");
        }
    }
}
