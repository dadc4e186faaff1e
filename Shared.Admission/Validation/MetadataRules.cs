using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Admission.Validation;

/// <summary>Names, labels and annotations.</summary>
internal static class MetadataRules
{
    /// <summary>The name becomes part of Services and labels, so it must be a label of the older, stricter kind.</summary>
    /// <param name="context">Where to report.</param>
    /// <param name="metadata">Of the object.</param>
    /// <param name="kind">For the message.</param>
    /// <param name="maximum">Longest name, in characters.</param>
    /// <param name="why">Why it may not be longer, when it may not have the usual 63.</param>
    public static void JudgeName<T>(ValidationContext<T> context, ObjectMeta? metadata, string kind, int maximum = ResourceNames.MaxLabelLength, string? why = null)
    {
        var name = metadata?.Name;
        if (string.IsNullOrEmpty(name))
        {
            if (string.IsNullOrEmpty(metadata?.GenerateName))
                context.Refuse("metadata.name", ErrorCodes.Required, $"a {kind} needs a name");
        }
        else if (name.Length > maximum)
        {
            context.Refuse("metadata.name", ErrorCodes.InvalidName, $"'{name}' has {name.Length} characters; at most {maximum} are allowed{(why is null ? "" : ", " + why)}");
        }
        else if (!KubernetesNames.IsDns1035Label(name))
        {
            context.Refuse("metadata.name", ErrorCodes.InvalidName, $"'{name}' is not a name for a {kind}; write lower-case letters, digits and '-', starting with a letter and ending with a letter or digit, such as 'spark-pi'");
        }
    }

    public static void JudgeLabels<T>(ValidationContext<T> context, string path, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var (key, value) in labels.OrEmpty())
        {
            if (!KubernetesNames.IsLabelKey(key))
                context.Refuse(path, ErrorCodes.InvalidLabel, $"'{key}' is not a label key; write an optional DNS prefix with '/', then letters, digits, '-', '_' and '.', at most 63 characters");
            else if (!KubernetesNames.IsLabelValue(value))
                context.Refuse($"{path}[{key}]", ErrorCodes.InvalidLabel, $"'{value}' is not a label value; write at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit");
        }
    }

    /// <summary>Labels by which the operator finds its pods are its own.</summary>
    public static void JudgeReserved<T>(ValidationContext<T> context, string path, IReadOnlyDictionary<string, string>? labels)
    {
        // The schedule's label is put on applications by the operator itself.
        foreach (var key in labels.OrEmpty().Keys.Where(key => key.StartsWith(Labels.Prefix, StringComparison.Ordinal) && key != Labels.ScheduledAppName))
            context.Refuse($"{path}[{key}]", ErrorCodes.ReservedLabel, $"keys that start with '{Labels.Prefix}' belong to the operator; choose another prefix");
    }
}
