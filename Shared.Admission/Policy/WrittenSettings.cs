using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Policy;

/// <summary>What an author wrote that no pod shows, with the place where it stands. The same for every kind that becomes pods.</summary>
public sealed record WrittenSettings
{
    // Settings of Spark's that hold addresses, whatever else says so too.
    private static readonly string[] AddressKeys = ["spark.jars", "spark.files", "spark.archives", "spark.submit.pyFiles", "spark.jars.repositories"];

    /// <summary>Of the object itself.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = EmptyMap;

    public IReadOnlyDictionary<string, string> SparkConf { get; private init; } = EmptyMap;

    public IReadOnlyDictionary<string, string> HadoopConf { get; private init; } = EmptyMap;

    /// <summary>Where Spark fetches code and files from.</summary>
    public IEnumerable<(string Path, string Address)> Addresses { get; private init; } = [];

    /// <summary>Services by their type; null where nothing is said.</summary>
    public IEnumerable<(string Path, string? Type)> Services { get; private init; } = [];

    /// <summary>Lists of addresses outside the cluster under which a Service wants to be reached.</summary>
    public IEnumerable<string> ExternalAddresses { get; private init; } = [];

    public IEnumerable<(string Path, IReadOnlyDictionary<string, string>? Annotations)> Ingresses { get; private init; } = [];

    /// <summary>Whom Spark acts as; null: nobody else.</summary>
    public string? ProxyUser { get; private init; }

    /// <summary>What looks like a credential in plain text. Looked for when it is asked for.</summary>
    public IEnumerable<string> Credentials { get; private init; } = [];

    private static IReadOnlyDictionary<string, string> EmptyMap => ((IReadOnlyDictionary<string, string>?)null).OrEmpty();

    public static WrittenSettings Of(SparkApplication application)
    {
        var spec = application.Spec ?? new SparkApplicationSpec();
        return new WrittenSettings
        {
            Labels = (application.Metadata?.Labels).OrEmpty(),
            SparkConf = spec.SparkConf.OrEmpty(),
            HadoopConf = spec.HadoopConf.OrEmpty(),
            Addresses = Files(spec).Concat(Configured(spec.SparkConf)),
            Services = spec.DriverIngressOptions.OrEmpty().Index()
                .Select(entry => ($"spec.driverIngressOptions[{entry.Index}].serviceType", entry.Item.ServiceType))
                .Append(("spec.sparkUIOptions.serviceType", spec.SparkUIOptions?.ServiceType)),
            Ingresses = spec.DriverIngressOptions.OrEmpty().Index()
                .Select(entry => ($"spec.driverIngressOptions[{entry.Index}].ingressAnnotations", entry.Item.IngressAnnotations))
                .Append(("spec.sparkUIOptions.ingressAnnotations", spec.SparkUIOptions?.IngressAnnotations)),
            ProxyUser = spec.ProxyUser,
            Credentials = Sensitive(() => SparkApplicationValidation.Validate(application)),
        };
    }

    public static WrittenSettings Of(SparkConnect connect)
    {
        var service = connect.Spec?.Server?.Service?.Spec;
        return new WrittenSettings
        {
            Labels = (connect.Metadata?.Labels).OrEmpty(),
            SparkConf = (connect.Spec?.SparkConf).OrEmpty(),
            HadoopConf = (connect.Spec?.HadoopConf).OrEmpty(),
            Addresses = Configured(connect.Spec?.SparkConf),
            Services = [("spec.server.service.spec.type", service?.Type)],
            ExternalAddresses = service?.Unmodelled?.ContainsKey("externalIPs") is true ? ["spec.server.service.spec.externalIPs"] : [],
            Credentials = Sensitive(() => SparkConnectValidation.Validate(connect)),
        };
    }

    private static IEnumerable<(string Path, string Address)> Files(SparkApplicationSpec spec)
    {
        if (spec.MainApplicationFile is { } main)
            yield return ("spec.mainApplicationFile", main);
        foreach (var (list, addresses) in new[] { ("jars", spec.Deps?.Jars), ("files", spec.Deps?.Files), ("pyFiles", spec.Deps?.PyFiles), ("archives", spec.Deps?.Archives), ("repositories", spec.Deps?.Repositories) })
        {
            foreach (var (index, address) in addresses.OrEmpty().Index())
                yield return ($"spec.deps.{list}[{index}]", address);
        }
    }

    private static IEnumerable<(string Path, string Address)> Configured(IReadOnlyDictionary<string, string>? conf) =>
        from key in AddressKeys
        from address in conf.OrEmpty().GetValueOrDefault(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []
        select ($"spec.sparkConf[{key}]", address);

    private static IEnumerable<string> Sensitive(Func<ValidationOutcome> validate)
    {
        foreach (var warning in validate().Warnings.Where(warning => warning.Code == ErrorCodes.SensitiveValue))
            yield return warning.Path;
    }
}
