using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Access;

/// <summary>The kinds that are questions: the answer is the object itself, and nothing is stored.</summary>
internal sealed class AccessReviews(Authorizer authorizer, TokenIssuer tokens, Func<string> now)
{
    /// <summary>Null if the kind is no review.</summary>
    public JsonObject? Answer(ApiRequest request, ResourceKind kind, RequestTarget target, JsonObject review)
    {
        switch (kind.Kind)
        {
            case "SelfSubjectAccessReview":
                AccessReviewRules.CheckAttributes(kind, review.ObjectAt("spec"));
                review["status"] = Access(request.User, review.ObjectAt("spec"));
                return review;
            case "SubjectAccessReview" or "LocalSubjectAccessReview":
                var subject = review.ObjectAt("spec");
                AccessReviewRules.Check(kind, target, subject);
                if (kind.Namespaced)
                    review.Ensure("metadata")["namespace"] = target.Namespace;
                review["status"] = Access(new UserInfo(subject.TextAt("user") ?? "", [.. subject?["groups"].Texts() ?? []]), subject);
                return review;
            case "SelfSubjectRulesReview":
                review["status"] = Rules(request.User, review.TextAt("spec", "namespace")
                    ?? throw Refusals.BadRequest("no namespace on request"));
                review["spec"] = new JsonObject();
                return review;
            case "SelfSubjectReview":
                var user = new JsonObject { ["username"] = request.User.Name };
                if (request.User.Uid.Length > 0)
                    user["uid"] = request.User.Uid;
                if (!request.User.Groups.IsDefaultOrEmpty)
                    user["groups"] = new JsonArray([.. request.User.Groups]);
                if (request.User.ExtraJson() is { } extra)
                    user["extra"] = extra;
                review["status"] = new JsonObject { ["userInfo"] = user };
                review.Ensure("metadata")["creationTimestamp"] = now();
                return review;
            case "TokenReview":
                review["status"] = Token(review.TextAt("spec", "token") is { Length: > 0 } given ? given : throw Refusals.BadRequest("token is required for TokenReview in authentication"), [.. review.ObjectAt("spec")?["audiences"].Texts() ?? []]);
                return review;
            default:
                return null;
        }
    }

    private JsonObject Access(UserInfo user, JsonObject? spec)
    {
        var question = spec.ObjectAt("nonResourceAttributes") is { } path
            ? new AccessQuestion(path.TextAt("verb") ?? "", "", "", "", "", "", path.TextAt("path") ?? "")
            : Question(spec.ObjectAt("resourceAttributes"));
        if (!authorizer.Allows(user, question))
            return new JsonObject { ["allowed"] = false };
        var answer = new JsonObject { ["allowed"] = true };
        if (authorizer.Reason(user, question) is { } reason)
            answer["reason"] = $"RBAC: allowed by {reason}";
        return answer;
    }

    private static AccessQuestion Question(JsonObject? resource) => new(
        resource.TextAt("verb") ?? "", resource.TextAt("group") ?? "", resource.TextAt("resource") ?? "",
        resource.TextAt("subresource") ?? "", resource.TextAt("namespace") ?? "", resource.TextAt("name") ?? "");

    private JsonObject Rules(UserInfo user, string @namespace)
    {
        var rules = authorizer.RulesFor(user, @namespace).ToList();
        var all = new JsonObject { ["verbs"] = new JsonArray("*"), ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*") };
        var everywhere = new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") };
        var isMaster = user.Groups.Contains("system:masters");
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. (isMaster ? [all] : rules.Where(r => r.ContainsKey("resources"))).Select(r => r.DeepClone())]),
            ["nonResourceRules"] = new JsonArray([.. (isMaster ? [everywhere] : rules.Where(r => r.ContainsKey("nonResourceURLs"))).Select(r => r.DeepClone())]),
            ["incomplete"] = false,
        };
    }

    private JsonObject Token(string token, IReadOnlyList<string> wanted)
    {
        if (tokens.Verify(token) is not { } identity)
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = "[invalid bearer token, service account token is not valid]" };
        if (wanted.Count > 0 && !wanted.Intersect(identity.Audiences).Any())
        {
            return new JsonObject
            {
                ["user"] = new JsonObject(),
                ["error"] = $"[invalid bearer token, token audiences {new JsonArray([.. identity.Audiences]).ToText()} is invalid for the target audiences {new JsonArray([.. wanted]).ToText()}]",
            };
        }

        return new JsonObject
        {
            ["authenticated"] = true,
            ["user"] = new JsonObject
            {
                ["username"] = identity.User.Name,
                ["uid"] = identity.Uid,
                ["groups"] = new JsonArray([.. identity.User.Groups]),
                ["extra"] = identity.Bearer.ExtraJson(),
            },
            ["audiences"] = new JsonArray([.. identity.Audiences]),
        };
    }
}
