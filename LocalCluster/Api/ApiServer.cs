using LocalCluster.Access;
using LocalCluster.Admission;
using LocalCluster.Api.Handlers;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api;

/// <summary>
/// The way of every request, whoever sent it: authorize, find the kind, and hand it to the one that serves it.
/// (Authentication comes before, at the wire; decoding, admission, validation and storing are the writers' own list.)
/// </summary>
internal sealed class ApiServer : IDisposable
{
    private readonly Cluster _cluster;
    private readonly WebhookCaller _webhooks;
    private readonly AccessReviews _reviews;
    private readonly Creates _creates;
    private readonly Updates _updates;
    private readonly Patches _patches;
    private readonly Deletions _deletions;
    private readonly Reads _reads;
    private readonly Scales _scales;
    private readonly PodSubresources _pods;
    private readonly AccountTokens _accountTokens;
    private readonly PathDocuments _paths;

    public ApiServer(Cluster cluster, string address)
    {
        _cluster = cluster;
        _webhooks = new WebhookCaller(cluster);
        var admission = new AdmissionSteps(cluster, _webhooks);
        var lists = new Lists(cluster);
        Tokens = new TokenIssuer(cluster);
        Authorizer = new Authorizer(cluster);
        Watches = new Watches(cluster);
        Logs = new PodLogReader(cluster);
        _reviews = new AccessReviews(Authorizer, Tokens, () => cluster.Now);
        _creates = new Creates(cluster, admission);
        _updates = new Updates(cluster, admission);
        _patches = new Patches(_updates, new Applies(cluster, _creates, _updates));
        _scales = new Scales(cluster, _updates);
        _deletions = new Deletions(cluster, admission, lists);
        _reads = new Reads(cluster, lists, Watches);
        _pods = new PodSubresources(cluster, admission, _deletions);
        _accountTokens = new AccountTokens(cluster, Tokens);
        _paths = new PathDocuments(cluster, address, Authorizer.Log);
    }

    public TokenIssuer Tokens { get; }

    public Authorizer Authorizer { get; }

    public Watches Watches { get; }

    public PodLogReader Logs { get; }

    /// <summary>Throws a <see cref="Refusal"/> for everything that is not answered.</summary>
    public async Task<ApiReply> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (RequestTarget.Parse(request.Path) is not { } target)
        {
            Authorizer.Demand(request.User, new AccessQuestion(request.Method is "GET" ? "get" : request.Method.ToLowerInvariant(), "", "", "", "", "", request.Path));
            return _paths.Answer(request);
        }

        if (target.IsWatchPath)
            request = request with { Query = request.Query.With("watch", "true") };
        Authorizer.Demand(request.User, Question(request, target));
        var kind = Resolve(target);
        if (target.IsWatchPath && kind.IsCustom)
            throw Refusals.UnknownPath();
        if (kind.Rules.Deprecation is { } deprecation)
            request.Warnings.Add(deprecation);
        if (kind.Namespaced && target.Namespace is null && request.Method is not "GET" && (target.Name is not null || kind.IsCustom))
            throw Refusals.UnknownPath();
        if (!kind.Namespaced && kind.Plural is not "namespaces" && target.Namespace is not null)
            throw Refusals.UnknownResource();
        return target.Subresource is { } subresource
            ? await AnswerSubresourceAsync(request, kind, target, subresource, cancellationToken)
            : await AnswerResourceAsync(request, kind, target, cancellationToken);
    }

    public ResourceKind Resolve(RequestTarget target)
    {
        if (_cluster.Kinds.Find(target.Group, target.Version, target.Resource!) is { } kind)
            return kind;
        // Groups of definitions have no handler of their own for what they do not define.
        throw BuiltInKinds.All.Any(k => k.Group == target.Group && k.Version == target.Version) ? Refusals.UnknownResource() : Refusals.UnknownPath();
    }

    public void Dispose()
    {
        _webhooks.Dispose();
        Tokens.Dispose();
    }

    private static AccessQuestion Question(ApiRequest request, RequestTarget target) => new(
        target.Verb(request.Method, request.Query), target.Group, target.Resource!, target.Subresource ?? "", target.Namespace ?? "", target.Name ?? "");

    private async Task<ApiReply> AnswerResourceAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var verb = target.Verb(request.Method, request.Query);
        switch (request.Method)
        {
            case "GET" when kind.Verbs.Contains(verb) || (verb is "watch" && kind.Verbs.Contains("list")):
                return _reads.Answer(request, kind, target, cancellationToken);
            case "POST" when target.Name is null && kind is { Group: "", Plural: "bindings" }:
                throw Refusals.NotImplemented("POST of bindings; post to pods/{name}/binding");
            case "POST" when kind.Verbs is ["create"]:
                return Ask(request, kind, target);
            case "POST" when kind.Namespaced && target.Namespace is null:
            case "DELETE" when kind.Namespaced && target.Namespace is null && target.Name is null:
                throw Refusals.MethodNotAllowed();
            case "PUT" or "PATCH" when target.Name is null && kind.IsCustom:
                throw Refusals.BadRequest("name must be provided");
            case "POST" when target.Name is null || kind.IsCustom:
                return _reads.Shown(request, kind, await _creates.CreateAsync(request, kind, target, cancellationToken));
            case "PUT" when target.Name is not null:
                return _reads.Shown(request, kind, await PutAsync(request, kind, target, cancellationToken));
            case "PATCH" when target.Name is not null:
                return _reads.Shown(request, kind, await _patches.PatchAsync(request, kind, target, cancellationToken));
            case "DELETE" when target.Name is not null && kind.Verbs.Contains("delete"):
                return _reads.Shown(request, kind, await _deletions.DeleteAsync(request, kind, target, cancellationToken));
            case "DELETE" when kind.Verbs.Contains("deletecollection"):
                return _reads.Shown(request, kind, await _deletions.DeleteAllAsync(request, kind, target, cancellationToken));
            default:
                throw kind.IsCustom ? Refusals.MethodNotSupported(kind, verb) : Refusals.MethodNotAllowed();
        }
    }

    private async Task<ApiReply> AnswerSubresourceAsync(ApiRequest request, ResourceKind kind, RequestTarget target, string subresource, CancellationToken cancellationToken)
    {
        if (kind.Subresources.FirstOrDefault(s => s.Name == subresource) is not { } known)
            throw kind.IsCustom ? Refusals.NotFound(kind, target.Name!) : Refusals.UnknownResource();
        var verb = target.Verb(request.Method, request.Query);
        if (!known.Verbs.Contains(verb))
            throw kind.IsCustom ? Refusals.MethodNotSupported(kind, verb) : Refusals.MethodNotAllowed();
        switch (subresource, request.Method)
        {
            case ("status" or "ephemeralcontainers" or "resize" or "finalize", "GET"):
                return _reads.Answer(request, kind, target with { Subresource = null }, cancellationToken);
            case ("status" or "ephemeralcontainers" or "resize" or "finalize", "PUT"):
                return _reads.Shown(request, kind, await PutAsync(request, kind, target, cancellationToken));
            case ("status" or "ephemeralcontainers" or "resize", "PATCH"):
                return _reads.Shown(request, kind, await _patches.PatchAsync(request, kind, target, cancellationToken));
            case ("scale", "GET"):
                return _reads.Shown(request, kind, _scales.Read(kind, target));
            case ("scale", _):
                return _reads.Shown(request, kind, await _scales.WriteAsync(request, kind, target, cancellationToken));
            case ("log", "GET"):
                return Logs.Read(request, kind, target, cancellationToken);
            case ("binding", "POST"):
                return _reads.Shown(request, kind, await _pods.BindAsync(request, kind, target, cancellationToken));
            case ("eviction", "POST"):
                return _reads.Shown(request, kind, await _pods.EvictAsync(request, kind, target, cancellationToken));
            case ("token", "POST"):
                return _reads.Shown(request, kind, _accountTokens.Create(request, kind, target));
            default:
                throw Refusals.NotImplemented($"{kind.Plural}/{subresource}; containers here are simulated and have no process to reach");
        }
    }

    private async Task<WriteOutcome> PutAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        WriteSupport.CheckOptions(request, "UpdateOptions");
        var body = BodyDecoding.Decode(request, kind);
        if (body.TextAt("metadata", "name") is { Length: > 0 } name && name != target.Name)
            throw Refusals.BadRequest($"the name of the object ({name}) does not match the name on the URL ({target.Name})");
        if (kind.Rules.CreatesOnUpdate && _cluster.Store.Find(WriteSupport.Key(kind, target, target.Name!)) is null)
        {
            _ = body.ObjectAt("metadata")!.Remove("resourceVersion");
            return await _creates.CreateAsync(request, kind, target, body, WriteSupport.Options("CreateOptions", request), cancellationToken);
        }

        return await _updates.UpdateAsync(request, kind, target, _ => body.Clone(), WriteSupport.Options("UpdateOptions", request), UpdateWay.Put, cancellationToken);
    }

    private JsonReply Ask(ApiRequest request, ResourceKind kind, RequestTarget target)
    {
        var review = BodyDecoding.Decode(request, kind);
        return new JsonReply(201, _reviews.Answer(request, kind, target, review) ?? throw Refusals.MethodNotAllowed());
    }
}
