using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Cel;

/// <summary>An expression that has no value. The message is the one of a real server.</summary>
#pragma warning disable CA1032, CA1064 // Internal, and never without its sentence.
internal sealed class CelException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064

/// <summary>What an expression may name. Immutable.</summary>
/// <param name="Find">A variable by name; it may be asked for late. Throws <see cref="CelException"/> for one that is not there.</param>
internal sealed record CelScope(Func<string, JsonNode?> Find)
{
    public static CelScope Of(IReadOnlyDictionary<string, JsonNode?> variables) =>
        new(name => variables.TryGetValue(name, out var value) ? value : throw new CelException($"undeclared reference to '{name}' (in container '')"));

    public CelScope With(string name, JsonNode? value) => new(asked => asked == name ? value : Find(asked));
}

/// <summary>
/// One expression of the Common Expression Language over JSON values: operators, macros, optional fields and the functions on texts and lists that
/// rules of definitions, match conditions and admission policies mostly use. Times, durations, quantities, URLs and the like are not known.
/// </summary>
internal sealed class CelExpression
{
    private readonly CelEval _eval;

    private CelExpression(string text, CelEval eval, ImmutableHashSet<string> names) => (Text, _eval, Names) = (text, eval, names);

    public string Text { get; }

    /// <summary>The variables that are named.</summary>
    public ImmutableHashSet<string> Names { get; }

    /// <exception cref="CelSyntaxException">It is no expression.</exception>
    public static CelExpression Parse(string text)
    {
        var parser = new CelParser(text);
        var eval = parser.Parse();
        return new CelExpression(text, eval, parser.Names);
    }

    /// <exception cref="CelException">It has no value here.</exception>
    public JsonNode? Evaluate(CelScope scope) => _eval(scope);

    /// <exception cref="CelException">It has no value here, or one that is neither true nor false.</exception>
    public bool IsTrue(CelScope scope) => Evaluate(scope)?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new CelException("no such overload"),
    };
}

/// <summary>A parsed part, as what it does.</summary>
internal delegate JsonNode? CelEval(CelScope scope);

/// <summary>A text that is no expression, told as the compiler of a real server tells it.</summary>
#pragma warning disable CA1032, CA1064 // Internal, and never without its sentence.
internal sealed class CelSyntaxException(string message) : Exception(message)
{
    /// <param name="text">The expression.</param>
    /// <param name="at">Where it breaks, from 0.</param>
    /// <param name="what">How.</param>
    public static CelSyntaxException Of(string text, int at, string what)
    {
        var shown = text.Split('\n')[0];
        return new($"compilation failed: ERROR: <input>:1:{at + 1}: Syntax error: {what}\n | {shown}\n | {new string('.', at)}^");
    }
}
#pragma warning restore CA1032, CA1064
