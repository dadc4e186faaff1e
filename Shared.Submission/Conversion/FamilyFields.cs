using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Conversion;

/// <summary>One member of a family of settings: what follows the prefix, and the value.</summary>
internal delegate SparkApplicationSpec? SetFamilyField(SparkApplicationSpec spec, string name, string value);

/// <summary>Families of settings that an application has a map or a list for.</summary>
internal static class FamilyFields
{
    private static readonly (string Prefix, SetFamilyField Set)[] ByPrefix =
    [
        (SparkConfKeys.DriverServiceLabelPrefix, (spec, name, value) =>
            Driver(spec, driver => driver with { ServiceLabels = With(driver.ServiceLabels, name, value) })),
        (SparkConfKeys.DriverServiceAnnotationPrefix, (spec, name, value) =>
            Driver(spec, driver => driver with { ServiceAnnotations = With(driver.ServiceAnnotations, name, value) })),
        .. OfRole(SparkRoles.Driver, (spec, set) => spec with { Driver = (DriverSpec)set(spec.Driver ?? new DriverSpec()) }),
        .. OfRole(SparkRoles.Executor, (spec, set) => spec with { Executor = (ExecutorSpec)set(spec.Executor ?? new ExecutorSpec()) }),
    ];

    /// <summary>The specification with the setting in its place; null when it belongs to no family, or has a form that the member cannot hold.</summary>
    public static SparkApplicationSpec? Apply(SparkApplicationSpec spec, string key, string value)
    {
        foreach (var (prefix, set) in ByPrefix)
        {
            if (key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
                return set(spec, key[prefix.Length..], value);
        }

        return null;
    }

    private static IEnumerable<(string Prefix, SetFamilyField Set)> OfRole(
        string role, Func<SparkApplicationSpec, Func<SparkPodSpec, SparkPodSpec>, SparkApplicationSpec> edit) =>
    [
        ($"spark.kubernetes.{role}.label.", (spec, name, value) =>
            edit(spec, pod => pod with { Labels = With(pod.Labels, name, value) })),
        ($"spark.kubernetes.{role}.annotation.", (spec, name, value) =>
            edit(spec, pod => pod with { Annotations = With(pod.Annotations, name, value) })),
        ($"spark.kubernetes.{role}.secrets.", (spec, name, value) =>
            edit(spec, pod => pod with { Secrets = [.. pod.Secrets.OrEmpty(), new SecretInfo { Name = name, Path = value, SecretType = SecretTypes.Generic }] })),
        ($"spark.kubernetes.{role}.secretKeyRef.", (spec, name, value) => value.Split(':') is [var secret, var key]
            ? edit(spec, pod => pod with { EnvSecretKeyRefs = With(pod.EnvSecretKeyRefs, name, new NameKey { Name = secret, Key = key }) })
            : null),
    ];

    private static SparkApplicationSpec Driver(SparkApplicationSpec spec, Func<DriverSpec, DriverSpec> edit) =>
        spec with { Driver = edit(spec.Driver ?? new DriverSpec()) };

    private static SortedDictionary<string, T> With<T>(IReadOnlyDictionary<string, T>? map, string key, T value) =>
        new(map.OrEmpty().ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { [key] = value };
}
