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
    public static ImmutableArray<CompanionReference> NamesOfAttempt(string application, string driver, SubmissionOptions options) =>
    [
        .. NamesOfRun(driver, options),
        .. options.EnableUIService ? [new CompanionReference("v1", "Service", "services", ResourceNames.WebUIService(application))] : Array.Empty<CompanionReference>(),
        .. options is { EnableUIService: true, IngressUrlFormat.Length: > 0 }
            ? [new CompanionReference("networking.k8s.io/v1", "Ingress", "ingresses", ResourceNames.WebUIIngress(application))]
            : Array.Empty<CompanionReference>(),
    ];

    /// <summary>What is of no use once the driver has ended.</summary>
    public static ImmutableArray<CompanionReference> NamesOfRun(string driver, SubmissionOptions options) =>
        options.EnableDriverDisruptionBudget ? [new("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", driver)] : [];

    private static DriverEndpoint Complete(DriverEndpoint endpoint, SparkApplication application) => endpoint with
    {
        Service = (Companion.OfService)CompanionCompletion.Of(endpoint.Service, application, Namespace(application)),
        Ingress = endpoint.Ingress is { } ingress ? CompanionCompletion.Of(ingress, application, Namespace(application)) : null,
    };

    private static string Namespace(SparkApplication application) => application.Metadata?.Namespace ?? "default";
}
