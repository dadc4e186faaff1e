using System.Text.Json.Nodes;
using LocalCluster.Kinds;

namespace LocalCluster.Admission;

/// <summary>The question to a webhook.</summary>
internal static class WebhookReviews
{
    public static JsonObject Question(AdmissionContext context, ResourceKind asKind, string uid)
    {
        var request = new JsonObject { ["uid"] = uid, ["kind"] = Kind(asKind, context), ["resource"] = Resource(asKind) };
        if (context.Subresource.Length > 0)
            request["subResource"] = context.Subresource;
        request["requestKind"] = Kind(context.Kind, context);
        request["requestResource"] = Resource(context.Kind);
        if (context.Subresource.Length > 0)
            request["requestSubResource"] = context.Subresource;
        if (context.Name.Length > 0)
            request["name"] = context.Name;
        if (context.Namespace.Length > 0)
            request["namespace"] = context.Namespace;
        request["operation"] = context.Operation;
        request["userInfo"] = User(context);
        request["object"] = Shown(context.Object, context.Kind, asKind);
        request["oldObject"] = Shown(context.Old, context.Kind, asKind);
        request["dryRun"] = context.IsDryRun;
        request["options"] = context.Options.DeepClone();
        return new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = "admission.k8s.io/v1", ["request"] = request };
    }

    private static JsonObject? Shown(JsonObject? o, ResourceKind from, ResourceKind to)
    {
        if (o is null)
            return null;
        var copy = (JsonObject)o.DeepClone();
        if (from == to)
            return copy;
        copy = from.ToStored is { } store ? store(copy) : copy;
        return to.FromStored is { } serve ? serve(copy) : copy;
    }

    // A subresource of another kind, such as a binding, is asked about under its own.
    private static JsonObject Kind(ResourceKind kind, AdmissionContext context)
    {
        var other = kind.Subresources.FirstOrDefault(s => s.Name == context.Subresource);
        return other is null || other.Kind == kind.Kind
            ? new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind }
            : new() { ["group"] = other.Group, ["version"] = other.Version.Length == 0 ? kind.Version : other.Version, ["kind"] = other.Kind };
    }

    private static JsonObject Resource(ResourceKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["resource"] = kind.Plural };

    private static JsonObject User(AdmissionContext context)
    {
        var user = new JsonObject { ["username"] = context.Request.User.Name };
        if (context.Request.User.Uid.Length > 0)
            user["uid"] = context.Request.User.Uid;
        if (!context.Request.User.Groups.IsDefaultOrEmpty)
            user["groups"] = new JsonArray([.. context.Request.User.Groups]);
        if (context.Request.User.ExtraJson() is { } extra)
            user["extra"] = extra;
        return user;
    }
}
