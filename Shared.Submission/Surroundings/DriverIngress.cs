using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.Preparation;

namespace Shared.Submission.Surroundings;

/// <summary>An Ingress in front of a Service of the driver. Source: <c>controller.md</c> 2.3.2.</summary>
internal static class DriverIngress
{
    /// <summary>nginx hands the second group on to the driver, which so never sees the path in front of it.</summary>
    private const string BelowPath = "(/|$)(.*)";

    private const string RewriteToBelowPath = "/$2";

    /// <param name="Format">Address with placeholders.</param>
    /// <param name="Origin">Where the format comes from, for messages.</param>
    /// <param name="Annotations">When not empty, instead of the operator's.</param>
    /// <param name="Tls">When not empty, instead of the operator's.</param>
    public sealed record Shape(string Name, string Format, string Origin, IReadOnlyDictionary<string, string>? Annotations, IReadOnlyList<JsonElement>? Tls);

    /// <summary>The endpoint with its Ingress; as it was, and a problem, when the format makes no address.</summary>
    public static DriverEndpoint AddTo(DriverEndpoint endpoint, SparkApplication application, Shape shape, SubmissionOptions options, ErrorList problems)
    {
        var address = IngressAddress.Of(
            shape.Format, application.Metadata?.Name ?? "", application.Metadata?.Namespace ?? "default", application.Status?.SparkApplicationId ?? "");
        if (address is null)
        {
            problems.Add(shape.Origin, $"'{shape.Format}' makes no address; write host/path or scheme://host:port/path.");
            return endpoint;
        }

        return endpoint with { Ingress = Of(endpoint, application, address, shape, options), Address = address.Url };
    }

    private static Companion.OfOther Of(DriverEndpoint endpoint, SparkApplication application, IngressAddress address, Shape shape, SubmissionOptions options)
    {
        var isBelowPath = address.Path is not ("" or "/");
        var annotations = shape.Annotations is { Count: > 0 } own ? own : options.IngressAnnotations;
        if (isBelowPath)
            annotations = annotations.Plus((Annotations.NginxRewriteTarget, RewriteToBelowPath));

        var path = new JsonObject
        {
            ["path"] = address.Path.Length == 0 ? null : isBelowPath ? address.Path + BelowPath : address.Path,
            ["pathType"] = "ImplementationSpecific",
            ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = endpoint.Service.Name, ["port"] = new JsonObject { ["number"] = endpoint.Port } } },
        };
        if (path["path"] is null)
            path.Remove("path");

        var spec = new JsonObject
        {
            ["rules"] = new JsonArray(new JsonObject { ["host"] = address.Host, ["http"] = new JsonObject { ["paths"] = new JsonArray(path) } }),
        };
        if (options.IngressClassName is { Length: > 0 } className)
            spec["ingressClassName"] = className;
        if ((shape.Tls is { Count: > 0 } ownTls ? ownTls : options.IngressTls) is { Count: > 0 } tls)
            spec["tls"] = new JsonArray([.. tls.Select(entry => JsonNode.Parse(entry.GetRawText()))]);

        return new Companion.OfOther(
            new KubernetesObject
            {
                ApiVersion = "networking.k8s.io/v1",
                Kind = "Ingress",
                Metadata = new ObjectMeta { Name = shape.Name, Labels = SurroundingLabels.Of(application), Annotations = annotations.Count > 0 ? annotations : null },
                Spec = JsonDocument.Parse(spec.ToJsonString()).RootElement,
            },
            "ingresses");
    }
}
