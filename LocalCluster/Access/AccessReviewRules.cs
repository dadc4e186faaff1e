using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Types;

namespace LocalCluster.Access;

/// <summary>What a question about access must say to be one.</summary>
internal static class AccessReviewRules
{
    /// <summary>A question about somebody.</summary>
    public static void Check(ResourceKind kind, RequestTarget target, JsonObject? spec)
    {
        var causes = Attributes(spec).ToList();
        if (spec.TextAt("user") is null or "" && spec.ListAt("groups") is null or { Count: 0 })
            causes.Add(Cause.Invalid("spec.user", spec.TextAt("user") ?? "", "at least one of user or group must be specified"));
        if (causes.Count > 0)
            throw Unfit(kind, [.. causes]);
        if (!kind.Namespaced)
            return;
        if (spec.ObjectAt("nonResourceAttributes") is not null)
            throw Unfit(kind, Cause.Invalid("spec.nonResourceAttributes", spec.ObjectAt("nonResourceAttributes")!.Clone(), "disallowed on this kind of request"));
        if (spec.TextAt("resourceAttributes", "namespace") is var given && given != target.Namespace)
            throw Unfit(kind, Cause.Invalid("spec.resourceAttributes.namespace", given ?? "", "must match metadata.namespace"));
    }

    /// <summary>About a resource or about a path, and not about both.</summary>
    public static void CheckAttributes(ResourceKind kind, JsonObject? spec)
    {
        if (Attributes(spec).ToList() is { Count: > 0 } causes)
            throw Unfit(kind, [.. causes]);
    }

    private static IEnumerable<Cause> Attributes(JsonObject? spec)
    {
        var (resource, path) = (spec.ObjectAt("resourceAttributes"), spec.ObjectAt("nonResourceAttributes"));
        if (resource is not null && path is not null)
        {
            yield return Cause.Invalid("spec.nonResourceAttributes", InternalForm.Of(ApiTypes.Named("authorization.v1.NonResourceAttributes"), path),
                "cannot be specified in combination with resourceAttributes");
        }

        if (resource is null && path is null)
            yield return Cause.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }

    // Told without a kind, as no other refusal is.
    private static Refusal Unfit(ResourceKind kind, params Cause[] causes) => Refusals.Invalid(kind with { Kind = "" }, "", causes);
}
