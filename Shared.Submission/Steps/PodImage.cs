using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Image, pull policy and pull secrets, of drivers and executors alike.</summary>
internal static class PodImage
{
    private const string CommonKey = SparkConfKeys.ContainerImage;
    private const string PolicyKey = SparkConfKeys.ImagePullPolicy;

    public static string? Of(StepContext context, string roleKey)
    {
        // Spark counts an empty image as an image; Kubernetes does not.
        var image = context.Conf.Text(roleKey) ?? context.Conf.Text(CommonKey);
        if (image is null)
            context.Errors.Add(roleKey, $"no image is given; set {CommonKey} or spec.image.");

        return context.Release.Has(SparkFeatures.ImagePlaceholder)
            ? image?.Replace("{{SPARK_VERSION}}", context.Release.Label, StringComparison.Ordinal)
            : image;
    }

    public static string PullPolicy(StepContext context)
    {
        var policy = context.Conf.Text(PolicyKey) ?? "IfNotPresent";
        if (policy is not ("Always" or "Never" or "IfNotPresent"))
            context.Errors.Add(PolicyKey, $"'{policy}' is not a pull policy; write Always, Never or IfNotPresent.");
        return policy;
    }

    public static IEnumerable<LocalObjectReference> PullSecrets(StepContext context) =>
        context.Conf.List(SparkConfKeys.ImagePullSecrets).Select(name => new LocalObjectReference { Name = name });
}
