using System.Text;
using System.Text.RegularExpressions;

namespace Testing.Comparison;

/// <summary>
/// What stands for a changing text in a recording, such as <c>&lt;app-uid&gt;</c>: it takes the text that it first meets, and the same token must
/// meet the same text from then on. It also meets itself, for what was recorded may be handed on as it is. Text in angle brackets that is no known token stands for itself.
/// </summary>
public sealed partial class Tokens
{
    private const string Uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private const string AnyId = "[A-Za-z0-9][A-Za-z0-9-]*";
    private const string Path = "/?[^,;:\n]*";

    // Read with the README of each set. Later rules are for whole families of tokens.
    private static readonly (Regex Token, string Text)[] Rules =
    [
        (Rule("id"), "(?:[0-9a-f]{16}|x[0-9a-f]{15})"),
        (Rule("(conf|svc|exec|exec-conf)-id"), "[0-9a-f]{16}"),
        (Rule("app-id"), "[0-9a-f]{32}"),
        (Rule("uuid"), Uuid),
        (Rule("submission-id(-[0-9]+)?"), Uuid),
        (Rule("submission-[0-9]+"), Uuid),
        (Rule("(app|driver|executor)-uid"), AnyId),
        (Rule("uid-[a-z]+-[0-9]+"), AnyId),
        (Rule("submit-time"), "[0-9]{13}"),
        (Rule("run-[0-9]+"), "[0-9]+"),
        (Rule("date"), "[^\n]+"),
        (Rule("spark-version"), "[0-9]+\\.[0-9]+\\.[0-9]+\\S*"),
        (Rule("auth-secret"), "[A-Za-z0-9+/=-]+"),
        (Rule("time"), "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"),
        (Rule("cluster-ip"), "[0-9a-f.:]+"),
        (Rule("hex|hash"), "[0-9a-f]+"),
        (new("^@(FILES|TMP|SPARK_HOME|CONF)@$", RegexOptions.CultureInvariant), Path),
    ];

    // Of these each occurrence may be another one.
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal) { "<time>", "<date>", "<hex>", "<hash>", "<cluster-ip>" };

    private readonly Dictionary<string, string> _bound;
    private readonly HashSet<string> _free;

    public Tokens() : this([], Free) { }

    private Tokens(Dictionary<string, string> bound, HashSet<string> free) => (_bound, _free) = (bound, free);

    /// <summary>What is known beforehand: <c>new Tokens().With("spark-version", "4.0.1")</c>.</summary>
    public Tokens With(string name, string text) => new(new(_bound) { [$"<{name}>"] = text }, _free);

    /// <summary>For recordings in which one token stands for many texts.</summary>
    public Tokens WithFree(string name) => new(new(_bound), [.. _free, $"<{name}>"]);

    /// <summary>A copy that has forgotten some: a second pod draws its own <c>uuid</c>.</summary>
    public Tokens Without(params string[] names) =>
        new(_bound.Where(entry => !names.Contains(entry.Key.Trim('<', '>'))).ToDictionary(), _free);

    /// <summary>The text of a token that has met one; null before.</summary>
    public string? TextOf(string name) => _bound.GetValueOrDefault($"<{name}>");

    /// <summary>Does the recorded text, with its tokens, say the same as the found one? Binds tokens if so.</summary>
    public bool Match(string recorded, string found)
    {
        if (!recorded.Contains('<', StringComparison.Ordinal) && !recorded.Contains('@', StringComparison.Ordinal))
            return recorded == found;

        var (pattern, groups) = Pattern(recorded);
        var match = Regex.Match(found, pattern, RegexOptions.CultureInvariant);
        if (!match.Success)
            return false;
        foreach (var (token, group) in groups)
            _bound[token] = match.Groups[group].Value;
        return true;
    }

    private (string Pattern, Dictionary<string, string> Groups) Pattern(string recorded)
    {
        var (pattern, groups, done) = (new StringBuilder("\\A"), new Dictionary<string, string>(), 0);
        foreach (Match token in AnyToken().Matches(recorded))
        {
            if (Array.Find(Rules, rule => rule.Token.IsMatch(token.Value)).Text is not { } text)
                continue;
            _ = pattern.Append(Regex.Escape(recorded[done..token.Index]));
            done = token.Index + token.Length;
            _ = pattern.Append(_bound.TryGetValue(token.Value, out var known) ? Regex.Escape(known)
                : _free.Contains(token.Value) ? $"(?:{text}|{token.Value})"
                : groups.TryGetValue(token.Value, out var group) ? $"\\k<{group}>"
                : $"(?<{groups[token.Value] = $"t{groups.Count}"}>{text}|{token.Value})");
        }

        return (pattern.Append(Regex.Escape(recorded[done..])).Append("\\z").ToString(), groups);
    }

    private static Regex Rule(string name) => new($"^<(?:{name})>$", RegexOptions.CultureInvariant);

    [GeneratedRegex("<[a-z0-9-]+>|@[A-Z_]+@", RegexOptions.CultureInvariant)]
    private static partial Regex AnyToken();
}
