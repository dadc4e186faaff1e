using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Surroundings;

/// <summary>Service and Ingress of Spark's own UI. Source: <c>controller.md</c> 2.2 and 2.3.</summary>
internal static class WebUIEndpoint
{
    public static DriverEndpoint Of(SparkApplication application, SubmissionOptions options, ErrorList problems)
    {
        var name = application.Metadata?.Name ?? "";
        var wanted = application.Spec?.SparkUIOptions;
        var target = TargetPort(application.Spec);

        // Upstream's way: with options but without a port among them it is 4040, whatever spark.ui.port says.
        var port = wanted is null ? target : wanted.ServicePort ?? Ports.WebUI;
        var endpoint = new DriverEndpoint(IsWebUI: true, DriverPortService.Of(application, new DriverPortService.Shape(
            ResourceNames.WebUIService(name), wanted?.ServicePortName is { Length: > 0 } portName ? portName : Ports.WebUIName, port, target,
            wanted?.ServiceType, wanted?.ServiceLabels, wanted?.ServiceAnnotations)));

        return options.IngressUrlFormat is { Length: > 0 } format
            ? DriverIngress.AddTo(endpoint, application, new DriverIngress.Shape(
                ResourceNames.WebUIIngress(name), format, "ingress URL format", wanted?.IngressAnnotations, wanted?.IngressTLS), options, problems)
            : endpoint;
    }

    private static int TargetPort(SparkApplicationSpec? spec) =>
        int.TryParse(spec?.SparkConf.OrEmpty().GetValueOrDefault(SparkConfKeys.UIPort), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port)
            ? port
            : Ports.WebUI;
}
