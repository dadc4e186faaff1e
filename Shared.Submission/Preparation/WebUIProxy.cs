using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Preparation;

/// <summary>A UI below a path has to know that path. Source: <c>controller.md</c> 2.3.3.</summary>
internal static class WebUIProxy
{
    public static SparkApplication Apply(SparkApplication application, SubmissionOptions options, ErrorList errors)
    {
        if (!options.EnableUIService || options.IngressUrlFormat is not { Length: > 0 } format)
            return application;

        var address = IngressAddress.Of(
            format, application.Metadata?.Name ?? "", application.Metadata?.Namespace ?? "default", application.Status?.SparkApplicationId ?? "");
        if (address is null)
        {
            errors.Add("ingress URL format", $"'{format}' makes no address; write host/path or scheme://host:port/path.");
            return application;
        }

        if (address.Path.Length == 0)
            return application;

        var conf = application.Spec?.SparkConf.OrEmpty();
        return application.WithSpec(spec => spec with
        {
            SparkConf = spec.SparkConf.Plus(
                (SparkConfKeys.UIProxyBase, conf?.GetValueOrDefault(SparkConfKeys.UIProxyBase) ?? address.Path),
                (SparkConfKeys.UIProxyRedirectUri, conf?.GetValueOrDefault(SparkConfKeys.UIProxyRedirectUri) ?? "/")),
        });
    }
}
