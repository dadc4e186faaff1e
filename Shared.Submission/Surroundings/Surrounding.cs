using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.Rendering;

namespace Shared.Submission.Surroundings;

/// <summary>Services, Ingresses and the disruption budget around a driver. They need nothing of its pod but its labels.</summary>
public static class Surrounding
{
    /// <param name="application">With the status of the attempt: its submission id, and Spark's id for addresses that contain it.</param>
    public static DriverSurroundings Of(SparkApplication application, SubmissionOptions options)
    {
        var problems = new ErrorList();
        var endpoints = ImmutableArray.CreateBuilder<DriverEndpoint>();
        if (options.EnableUIService)
            endpoints.Add(Complete(WebUIEndpoint.Of(application, options, problems), application));
        foreach (var (port, index) in (application.Spec?.DriverIngressOptions).OrEmpty().Select((port, index) => (port, index)))
        {
            if (DriverPortEndpoint.Of(application, port, $"spec.driverIngressOptions[{index}]", options, problems) is { } endpoint)
                endpoints.Add(Complete(endpoint, application));
        }

        return new DriverSurroundings(
            endpoints.ToImmutable(),
            options.EnableDriverDisruptionBudget && application.Spec?.DriverPodDisruptionBudget is true
                ? CompanionCompletion.Of(DriverDisruptionBudget.Of(application), application, Namespace(application))
                : null,
            [.. problems.All]);
    }

    /// <summary>What an attempt takes with it. Further ports of the driver stay for the next attempt, as do the settings of the metrics exporter.</summary>
    public static ImmutableArray<CompanionReference> NamesOfAttempt(string application, SubmissionOptions options)
    {
        var names = ImmutableArray.CreateBuilder<CompanionReference>();
        if (options.EnableUIService)
            names.Add(Service(ResourceNames.WebUIService(application)));
        if (options is { EnableUIService: true, IngressUrlFormat.Length: > 0 })
            names.Add(Ingress(ResourceNames.WebUIIngress(application)));
        return names.ToImmutable();
    }

    /// <summary>It has the name of the driver that it protects.</summary>
    public static CompanionReference NameOfDisruptionBudget(string driver) => new("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", driver);

    /// <summary>Services and Ingresses of further ports, which are of no use when no attempt follows.</summary>
    public static ImmutableArray<CompanionReference> NamesOfPorts(string application, SparkApplicationSpec? spec) =>
    [
        .. from entry in (spec?.DriverIngressOptions).OrEmpty()
           let port = entry.ServicePort ?? 0
           where port > 0
           from name in new[] { Service(ResourceNames.DriverPortService(application, port)) }
               .Concat(entry.IngressURLFormat is { Length: > 0 } ? [Ingress(ResourceNames.DriverPortIngress(application, port))] : [])
           select name,
    ];

    private static CompanionReference Service(string name) => new("v1", "Service", "services", name);

    private static CompanionReference Ingress(string name) => new("networking.k8s.io/v1", "Ingress", "ingresses", name);

    private static DriverEndpoint Complete(DriverEndpoint endpoint, SparkApplication application) => endpoint with
    {
        Service = (Companion.OfService)CompanionCompletion.Of(endpoint.Service, application, Namespace(application)),
        Ingress = endpoint.Ingress is { } ingress ? CompanionCompletion.Of(ingress, application, Namespace(application)) : null,
    };

    private static string Namespace(SparkApplication application) => application.Metadata?.Namespace ?? "default";
}
