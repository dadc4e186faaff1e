using System.Globalization;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>Services and Ingresses around a driver: ports, their names, types and addresses.</summary>
internal static class EndpointRules
{
    private const string Name = "{{$appName}}";
    private const string Namespace = "{{$appNamespace}}";

    private static readonly string[] ServiceTypes = ["ClusterIP", "NodePort", "LoadBalancer"];

    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        if (spec.SparkUIOptions is { } ui)
        {
            JudgePort(context, "sparkUIOptions", ui.ServicePort, ui.ServicePortName);
            JudgeType(context, "sparkUIOptions", ui.ServiceType);
        }

        foreach (var (index, ingress) in spec.DriverIngressOptions.OrEmpty().Index())
        {
            var place = $"driverIngressOptions[{index}]";
            JudgePort(context, place, ingress.ServicePort, ingress.ServicePortName);
            JudgeType(context, place, ingress.ServiceType);
            if (!string.IsNullOrEmpty(ingress.IngressURLFormat) && !IsAddress(ingress.IngressURLFormat))
                context.Warn($"{place}.ingressURLFormat", ErrorCodes.InvalidText, $"'{ingress.IngressURLFormat}' is not an address of a host, so no Ingress can be made; write one such as '{Name}.example.com' or 'spark.example.com/{Namespace}/{Name}'");
        }
    }

    /// <summary>A host and an optional path once both variables are put in; a scheme before them is allowed.</summary>
    internal static bool IsAddress(string format)
    {
        var filled = format.Replace(Name, "a", StringComparison.Ordinal).Replace(Namespace, "a", StringComparison.Ordinal);
        if (filled.AsSpan().ContainsAny("{}$ "))
            return false;
        if (!filled.Contains("://", StringComparison.Ordinal))
            filled = $"http://{filled}";
        return Uri.TryCreate(filled, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && KubernetesNames.IsDns1123Subdomain(url.Host) && url is { Query: "", Fragment: "", UserInfo: "" };
    }

    private static void JudgePort(ValidationContext<SparkApplicationSpec> context, string place, int? port, string? name)
    {
        if (port is < 1 or > 65535)
            context.Warn($"{place}.servicePort", ErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{port} is not a port, so no Service can be made; write a number from 1 to 65535"));
        if (!string.IsNullOrEmpty(name) && !KubernetesNames.IsDns1123Label(name))
            context.Warn($"{place}.servicePortName", ErrorCodes.InvalidName, $"'{name}' is not a name for a port of a Service, so none can be made; write at most {ResourceNames.MaxLabelLength} lower-case letters, digits and '-'");
    }

    private static void JudgeType(ValidationContext<SparkApplicationSpec> context, string place, string? type)
    {
        if (!string.IsNullOrEmpty(type) && !ServiceTypes.Contains(type))
            context.Warn($"{place}.serviceType", ErrorCodes.NotSupported, $"'{type}' is not a type of Service that leads to a pod; write ClusterIP, NodePort or LoadBalancer");
    }
}
