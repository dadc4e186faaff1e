using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
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
            DerivedNameRules.Judge(context, application);
            JudgeSparkConf(context, "spec.sparkConf", application.Spec?.SparkConf, application.Metadata?.Namespace);
            JudgeHadoopConf(context, "spec.hadoopConf", application.Spec?.HadoopConf);
            JudgeTemplateNamespace(context, "spec.driver", application.Spec?.Driver, application.Metadata?.Namespace);
            JudgeTemplateNamespace(context, "spec.executor", application.Spec?.Executor, application.Metadata?.Namespace);
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

    private static void JudgeHadoopConf(ValidationContext<SparkApplication> context, string path, IReadOnlyDictionary<string, string>? conf)
    {
        if (conf.OrEmpty().Keys.Any(key => SparkConfRules.Judge(path, SparkConfKeys.HadoopPrefix + key, "", null)?.Code == ErrorCodes.InvalidSparkConfKey))
            context.Refuse(path, ErrorCodes.InvalidSparkConfKey, "a key contains a character that Spark's properties file would read differently; write letters, digits and . _ / * $ % @ + , - only");
    }

    private static void JudgeTemplateNamespace(ValidationContext<SparkApplication> context, string path, SparkPodSpec? pod, string? @namespace)
    {
        if (pod?.Template?.Metadata?.Namespace is { Length: > 0 } other && !string.IsNullOrEmpty(@namespace) && other != @namespace)
            context.Refuse($"{path}.template.metadata.namespace", ErrorCodes.ForbiddenTemplateMember, $"'{other}' is not the application's namespace, '{@namespace}', where its pods live; remove it");
    }
}
