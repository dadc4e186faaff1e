using System.Text.Json.Nodes;
using LocalCluster.Api;

namespace LocalCluster.Access;

/// <summary>Who asked for what, and what the answer was: each question once, without the names of objects. Served at <c>/_local/access</c>.</summary>
internal sealed class AccessLog
{
    /// <summary>Past this many distinct questions no new one is remembered.</summary>
    public const int Limit = 20_000;

    private readonly HashSet<(string User, AccessQuestion Question, bool Allowed)> _seen = [];
    private readonly Lock _lock = new();

    public void Note(UserInfo user, AccessQuestion question, bool allowed)
    {
        lock (_lock)
        {
            if (_seen.Count < Limit)
                _ = _seen.Add((user.Name, question with { Name = "" }, allowed));
        }
    }

    /// <summary><c>{items: [{user, verb, group, resource, namespace, path, allowed}]}</c>; a subresource follows its resource after a slash.</summary>
    public JsonObject Document()
    {
        lock (_lock)
        {
            return new JsonObject
            {
                ["items"] = new JsonArray([.. _seen.Select(one => new JsonObject
                {
                    ["user"] = one.User,
                    ["verb"] = one.Question.Verb,
                    ["group"] = one.Question.Group,
                    ["resource"] = one.Question.Subresource.Length == 0 ? one.Question.Resource : $"{one.Question.Resource}/{one.Question.Subresource}",
                    ["namespace"] = one.Question.Namespace,
                    ["path"] = one.Question.Path,
                    ["allowed"] = one.Allowed,
                })]),
            };
        }
    }
}
