using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api.Handlers;

/// <summary>How to delete. Read from the body or, only if there is none, from the query.</summary>
internal sealed record DeleteOptions(long? GracePeriodSeconds, string? Propagation, string? Uid, string? ResourceVersion, bool IsDryRun)
{
    public static DeleteOptions Read(ApiRequest request)
    {
        var options = request.Body.IsEmpty ? FromQuery(request) : FromBody(request);
        if (options.Propagation is not (null or "" or "Background" or "Foreground" or "Orphan"))
        {
            throw WriteSupport.OptionsRefusal("DeleteOptions",
                Cause.NotSupported("propagationPolicy", options.Propagation, ["Foreground", "Background", "Orphan", "nil"]));
        }

        return options;
    }

    public void Check(ResourceKind kind, JsonObject o)
    {
        var metadata = o.ObjectAt("metadata");
        if (Uid is not null && Uid != metadata.TextAt("uid"))
            throw Refusals.Precondition(kind, metadata.TextAt("name")!, $"the UID in the precondition ({Uid}) does not match the UID in record ({metadata.TextAt("uid")}). The object might have been deleted and then recreated");
        if (ResourceVersion is not null && ResourceVersion != metadata.TextAt("resourceVersion"))
            throw Refusals.Precondition(kind, metadata.TextAt("name")!, $"the ResourceVersion in the precondition ({ResourceVersion}) does not match the ResourceVersion in record ({metadata.TextAt("resourceVersion")}). The object might have been modified");
    }

    /// <summary>The two policies that the collector carries out are finalizers until it has. Says whether one was added.</summary>
    public bool AddFinalizer(JsonObject metadata)
    {
        var finalizer = Propagation switch { "Foreground" => "foregroundDeletion", "Orphan" => "orphan", _ => null };
        return finalizer is not null && ObjectIdentity.AddFinalizer(metadata, finalizer);
    }

    public JsonObject ToJson()
    {
        var options = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "meta.k8s.io/v1" };
        if (GracePeriodSeconds is { } grace)
            options["gracePeriodSeconds"] = grace;
        if (Uid is not null || ResourceVersion is not null)
        {
            var preconditions = options.Ensure("preconditions");
            if (Uid is not null)
                preconditions["uid"] = Uid;
            if (ResourceVersion is not null)
                preconditions["resourceVersion"] = ResourceVersion;
        }

        if (!string.IsNullOrEmpty(Propagation))
            options["propagationPolicy"] = Propagation;
        if (IsDryRun)
            options["dryRun"] = new JsonArray("All");
        return options;
    }

    private static bool ReadDryRun(IReadOnlyList<string> values) => values switch
    {
        [] or [""] => false,
        ["All"] => true,
        _ => throw WriteSupport.OptionsRefusal("DeleteOptions", Cause.NotSupported("dryRun", new JsonArray([.. values]), ["All"])),
    };

    private static DeleteOptions FromQuery(ApiRequest request) =>
        new(request.Query.Whole("gracePeriodSeconds"), request.Query.Get("propagationPolicy"), null, null, ReadDryRun(request.Query.All("dryRun")));

    private static DeleteOptions FromBody(ApiRequest request)
    {
        var body = OptionsBody.Read(request);
        if (body.FlagAt("orphanDependents") is not null && body.TextAt("propagationPolicy") is { } policy)
        {
            throw WriteSupport.OptionsRefusal("DeleteOptions",
                Cause.Invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        }

        // The older way to say it.
        var propagation = body.TextAt("propagationPolicy") ?? body.FlagAt("orphanDependents") switch { true => "Orphan", false => "Background", null => null };
        return new(body.NumberAt("gracePeriodSeconds"), propagation, body.TextAt("preconditions", "uid"),
            body.TextAt("preconditions", "resourceVersion"), ReadDryRun([.. body["dryRun"].Texts()]));
    }
}
