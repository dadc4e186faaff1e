using System.Globalization;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Surroundings;

/// <summary>Service and, with an address, Ingress of one entry of <c>spec.driverIngressOptions</c>. Source: <c>controller.md</c> 2.4.</summary>
internal static class DriverPortEndpoint
{
    /// <summary>Null when the entry names no port.</summary>
    public static DriverEndpoint? Of(SparkApplication application, DriverIngressConfiguration wanted, string path, SubmissionOptions options, ErrorList problems)
    {
        if (wanted.ServicePort is not { } port)
        {
            problems.Add($"{path}.servicePort", "is missing; write the driver's port that is to be reached.");
            return null;
        }

        var name = application.Metadata?.Name ?? "";
        var portName = wanted.ServicePortName is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"driver-ing-{port}");
        var endpoint = new DriverEndpoint(IsWebUI: false, DriverPortService.Of(application, new DriverPortService.Shape(
            ResourceNames.DriverPortService(name, port), portName, port, port, wanted.ServiceType, wanted.ServiceLabels, wanted.ServiceAnnotations)));

        return wanted.IngressURLFormat is { Length: > 0 } format
            ? DriverIngress.AddTo(endpoint, application, new DriverIngress.Shape(
                ResourceNames.DriverPortIngress(name, port), format, $"{path}.ingressURLFormat", wanted.IngressAnnotations, wanted.IngressTLS), options, problems)
            : endpoint;
    }
}
