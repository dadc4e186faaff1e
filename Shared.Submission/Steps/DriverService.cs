using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>A headless Service gives the driver a name that executors can call. Source: <c>DriverServiceFeatureStep</c>.</summary>
internal static class DriverService
{
    private const string Prefix = "spark.kubernetes.driver.service.";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        if (context.Conf.Has(SparkConfKeys.DriverBindAddress))
            context.Errors.Add(SparkConfKeys.DriverBindAddress, "is set by the image to the pod's own address; remove it.");

        return draft
            .WithProperty(SparkConfKeys.DriverHost, $"{context.Names.DriverService}.{context.Namespace}.svc")
            .WithProperty(SparkConfKeys.DriverPort, DriverPorts.Rpc(context).ToString(CultureInfo.InvariantCulture))
            .WithProperty(SparkConfKeys.DriverBlockManagerPort, DriverPorts.BlockManagerOfService(context).ToString(CultureInfo.InvariantCulture))
            .WithCompanion(new Companion.OfService(new Service
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = new ObjectMeta
                {
                    Name = context.Names.DriverService,
                    Labels = Maps.Merge(
                        new Dictionary<string, string> { ["spark-app-selector"] = context.Identity.ApplicationId },
                        context.Release.Has(SparkFeatures.ServiceLabels) ? context.Conf.WithPrefix(Prefix + "label.") : []),
                    Annotations = Maps.Merge(null, context.Conf.WithPrefix(Prefix + "annotation.")),
                },
                Spec = Spec(context),
            }));
    }

    private static ServiceSpec Spec(StepContext context)
    {
        var spec = new ServiceSpec
        {
            ClusterIP = "None",
            Selector = Maps.Merge(null, PodLabels.OfDriver(context)),
            Ports = [.. DriverPorts.OfService(context)],
        };

        if (context.Release.Has(SparkFeatures.ServiceIpFamilies))
            spec = spec with { IpFamilyPolicy = FamilyPolicy(context), IpFamilies = Families(context) };

        return context.Release.Has(SparkFeatures.PublishNotReadyAddresses)
            ? spec with { PublishNotReadyAddresses = context.Conf.Flag(Prefix + "publishNotReadyAddresses") ?? false }
            : spec;
    }

    private static string FamilyPolicy(StepContext context)
    {
        const string key = Prefix + "ipFamilyPolicy";
        var policy = context.Conf.Text(key) ?? "SingleStack";
        if (policy is not ("SingleStack" or "PreferDualStack" or "RequireDualStack"))
            context.Errors.Add(key, $"'{policy}' is not a policy; write SingleStack, PreferDualStack or RequireDualStack.");
        return policy;
    }

    private static string[] Families(StepContext context)
    {
        const string key = Prefix + "ipFamilies";
        var families = context.Conf.Text(key) ?? "IPv4";
        if (families is not ("IPv4" or "IPv6" or "IPv4,IPv6" or "IPv6,IPv4"))
            context.Errors.Add(key, $"'{families}' is not known; write IPv4, IPv6 or both with a comma.");
        return families.Split(',');
    }
}
