using System.Text.Json.Nodes;
using LocalCluster.Access;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary><c>serviceaccounts/token</c>.</summary>
internal sealed class AccountTokens(Cluster cluster, TokenIssuer tokens)
{
    private static readonly ResourceKind TokenRequest = new("authentication.k8s.io", "v1", "tokenrequests", "TokenRequest", true);

    public WriteOutcome Create(ApiRequest request, ResourceKind kind, RequestTarget target)
    {
        var body = BodyDecoding.Decode(request, TokenRequest);
        var account = cluster.Store.Find(WriteSupport.Key(kind, target, target.Name!)) ?? throw Refusals.NotFound(kind, target.Name!);
        var spec = body.Ensure("spec");
        spec.Default("expirationSeconds", 3600);
        if (spec.ListAt("audiences") is not { Count: > 0 })
            spec["audiences"] = new JsonArray(TokenIssuer.Issuer);
        var seconds = spec.NumberAt("expirationSeconds") ?? 3600;
        if (seconds > 1L << 32)
            throw Refusals.Invalid(TokenRequest, "", [Cause.Invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds")]);
        if (seconds < 600)
            throw Refusals.Invalid(TokenRequest, "", [Cause.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes")]);

        var bound = spec.ObjectAt("boundObjectRef");
        if (bound is not null)
            CheckBound(bound, target);
        spec.Default("boundObjectRef", null!);
        var (token, expires) = tokens.Issue(target.Namespace!, target.Name!, account.Uid, seconds, spec["audiences"].Texts(), bound);
        var metadata = body.Ensure("metadata");
        metadata["name"] = target.Name;
        metadata["namespace"] = target.Namespace;
        metadata["creationTimestamp"] = cluster.Now;
        body["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = Times.Seconds(expires) };
        return new WriteOutcome(201, body);
    }

    private void CheckBound(JsonObject bound, RequestTarget target)
    {
        var plural = bound.TextAt("kind") switch
        {
            "Pod" => "pods",
            "Secret" => "secrets",
            var other => throw Refusals.BadRequest($"cannot bind token for serviceaccount \"{target.Name}\" to kind {other}: only Pod and Secret are supported"),
        };
        var found = cluster.Store.Find(new ObjectKey(plural, target.Namespace!, bound.TextAt("name") ?? ""))
            ?? throw Refusals.NotFound(cluster.Kinds.Find("", "v1", plural)!, bound.TextAt("name") ?? "");
        if (bound.TextAt("uid") is { Length: > 0 } uid && uid != found.Uid)
            throw Refusals.Conflict(cluster.Kinds.Find("", "v1", plural)!, found.Key.Name, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        bound["uid"] = found.Uid;
    }
}
