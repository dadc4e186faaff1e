using System.Text.RegularExpressions;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

internal static class LabelRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var labels = subject.Written.Labels;
        foreach (var (key, pattern) in (policy.Labels?.Required).OrEmpty())
        {
            if (!labels.TryGetValue(key, out var value))
                yield return ("metadata.labels", $"label '{key}' is missing; write one{(pattern.Length > 0 ? $" that matches '{pattern}'" : "")}");
            else if (pattern.Length > 0 && !Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.NonBacktracking))
                yield return ($"metadata.labels[{key}]", $"'{value}' is not allowed here; write a value that matches '{pattern}'");
        }
    }
}
