using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Validation;

/// <summary>Secrets that stand in an application where everybody with the right to read applications, pods or ConfigMaps finds them. The values are never repeated.</summary>
internal static partial class SensitiveTextRules
{
    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context) => Judge(
        [("sparkConf", spec.SparkConf), ("hadoopConf", spec.HadoopConf), ("driver.envVars", spec.Driver?.EnvVars), ("executor.envVars", spec.Executor?.EnvVars)],
        [("driver.env", spec.Driver?.Env), ("executor.env", spec.Executor?.Env)],
        context);

    public static void Judge(SparkConnectSpec spec, ValidationContext<SparkConnectSpec> context) => Judge(
        [("sparkConf", spec.SparkConf), ("hadoopConf", spec.HadoopConf)],
        [.. Variables("server", spec.Server?.Template), .. Variables("executor", spec.Executor?.Template)],
        context);

    private static IEnumerable<(string Place, IReadOnlyList<EnvVar>? Variables)> Variables(string role, PodTemplateSpec? template) =>
        (template?.Spec?.Containers).OrEmpty().Index().Select(entry => (string.Create(CultureInfo.InvariantCulture, $"{role}.template.spec.containers[{entry.Index}].env"), entry.Item.Env));

    private static void Judge<T>(
        IEnumerable<(string Place, IReadOnlyDictionary<string, string>? Values)> maps, IEnumerable<(string Place, IReadOnlyList<EnvVar>? Variables)> lists, ValidationContext<T> context)
    {
        foreach (var (map, values) in maps)
        {
            foreach (var (key, value) in values.OrEmpty().Where(entry => IsLiteral(entry.Value) && !IsReference(entry.Key) && (Key().IsMatch(entry.Key) || Password().IsMatch(entry.Value))))
                Warn($"{map}[{key}]");
        }

        foreach (var (list, variables) in lists)
        {
            foreach (var (index, variable) in variables.OrEmpty().Index().Where(entry => IsLiteral(entry.Item.Value) && (Key().IsMatch(entry.Item.Name ?? "") || Password().IsMatch(entry.Item.Value!))))
                Warn($"{list}[{index}].value");
        }

        void Warn(string place) => context.Warn(
            place, ErrorCodes.SensitiveValue, "this looks like a credential that everybody who may read applications can see; keep it in a Secret and refer to it with 'env' and valueFrom.secretKeyRef");
    }

    // Spark's own ways to name a Secret instead of holding it.
    private static bool IsReference(string key) =>
        key.Contains(".secretKeyRef.", StringComparison.Ordinal) || key.Contains(".secrets.", StringComparison.Ordinal);

    // $(X) and ${env:X} name a value instead of holding it; so does a path or a class.
    private static bool IsLiteral(string? value) => !string.IsNullOrEmpty(value) && !value.Contains("$(", StringComparison.Ordinal) && !value.Contains("${", StringComparison.Ordinal)
        && value[0] != '/' && value is not ("true" or "false");

    [GeneratedRegex(@"(password|passwd|secret[._-]?(access[._-]?)?key|secret\z|(access|auth|session|oauth|bearer|api)[._-]?token\z|private[._-]?key|api[._-]?key|account\.key\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://[^\s/@:]+:[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
