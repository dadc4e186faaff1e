using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace LocalCluster.Cel;

/// <summary>From tokens to what they do, by precedence.</summary>
internal sealed class CelParser(string text)
{
    private const string Operands = "'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";

    private const string OperandsOrClose = "'[', '{', '(', ')', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";

    private const int Deepest = 100;

    private static readonly string[][] Levels = [["<", "<=", ">", ">=", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"]];

    private readonly List<CelToken> _tokens = CelTokens.Of(text);
    private readonly HashSet<string> _names = [];
    private int _at;
    private int _depth;

    public ImmutableHashSet<string> Names => [.. _names];

    private CelToken Current => _tokens[_at];

    public CelEval Parse()
    {
        var whole = Conditional();
        return Current.Kind is CelTokenKind.End ? whole.Eval : throw Unexpected("<EOF>");
    }

    private CelPart Conditional()
    {
        if (++_depth > Deepest)
            throw CelSyntaxException.Of(text, Current.At, "expression recursion limit exceeded");
        var condition = Or();
        var result = Accept("?") ? Choice(condition) : condition;
        _depth--;
        return result;
    }

    private CelPart Choice(CelPart condition)
    {
        var yes = Or();
        Expect(":");
        var no = Conditional();
        return new CelPart(scope => CelValues.Flag(condition.Eval(scope)) ? yes.Eval(scope) : no.Eval(scope));
    }

    private CelPart Or() => Logical("||", And, decides: true);

    private CelPart And() => Logical("&&", () => Binary(0), decides: false);

    // A side that decides the outcome does so even where the other has no value.
    private CelPart Logical(string sign, Func<CelPart> next, bool decides)
    {
        var left = next();
        while (Accept(sign))
        {
            var (first, second) = (left, next());
            left = new CelPart(scope =>
            {
                CelException? failure = null;
                foreach (var side in new[] { first, second })
                {
                    try
                    {
                        if (CelValues.Flag(side.Eval(scope)) == decides)
                            return decides;
                    }
                    catch (CelException e)
                    {
                        failure ??= e;
                    }
                }

                return failure is null ? !decides : throw new CelException(failure.Message);
            });
        }

        return left;
    }

    private CelPart Binary(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (Current.Kind is CelTokenKind.Sign or CelTokenKind.Name && Levels[level].Contains(Current.Text))
        {
            var sign = _tokens[_at++].Text;
            var (first, second) = (left, Binary(level + 1));
            left = new CelPart(scope => CelValues.Apply(sign, first.Eval(scope), second.Eval(scope)));
        }

        return left;
    }

    private CelPart Unary()
    {
        if (Accept("!"))
        {
            var operand = Unary();
            return new CelPart(scope => !CelValues.Flag(operand.Eval(scope)));
        }

        if (Accept("-"))
        {
            var operand = Unary();
            return new CelPart(scope => CelValues.Apply("-", 0, operand.Eval(scope)));
        }

        return Member();
    }

    private CelPart Member()
    {
        var part = Primary();
        while (true)
        {
            var operand = part;
            if (Accept("."))
            {
                var name = Name();
                part = Accept("(") ? Method(operand, name) : new CelPart(scope => CelValues.Field(operand.Eval(scope), name)) { Operand = operand.Eval, Field = name };
            }
            else if (Accept(".?"))
            {
                var name = Name();
                part = new CelPart(scope => CelOptionals.Field(operand.Eval(scope), name));
            }
            else if (Accept("["))
            {
                var index = Conditional();
                Expect("]");
                part = new CelPart(scope => CelValues.Index(operand.Eval(scope), index.Eval(scope)));
            }
            else if (Accept("[?"))
            {
                var index = Conditional();
                Expect("]");
                part = new CelPart(scope => CelOptionals.Index(operand.Eval(scope), index.Eval(scope)));
            }
            else
                return part;
        }
    }

    private CelPart Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case CelTokenKind.Literal:
                _at++;
                return new CelPart(_ => token.Value);
            case CelTokenKind.Name:
                _at++;
                if (Accept("("))
                    return Function(token.Text);
                _ = _names.Add(token.Text);
                return new CelPart(scope => scope.Find(token.Text)) { Variable = token.Text };
        }

        if (Accept("("))
        {
            var inner = Conditional();
            Expect(")");
            return inner;
        }

        if (Accept("["))
        {
            var elements = Arguments("]");
            return new CelPart(scope => new JsonArray([.. elements.Select(element => element.Eval(scope)?.DeepClone())]));
        }

        return Accept("{") ? Map() : throw Unexpected($"{{{(IsAfterOpen() ? OperandsOrClose : Operands)}}}");
    }

    private CelPart Map()
    {
        var entries = new List<(CelPart Key, CelPart Value)>();
        while (!Accept("}"))
        {
            if (entries.Count > 0)
                Expect(",");
            var key = Conditional();
            Expect(":");
            entries.Add((key, Conditional()));
        }

        return new CelPart(scope => new JsonObject(entries.Select(entry => KeyValuePair.Create(CelValues.Text(entry.Key.Eval(scope)), entry.Value.Eval(scope)?.DeepClone()))));
    }

    private CelPart Function(string name)
    {
        var arguments = Arguments(")");
        if (name != "has")
            return new CelPart(scope => CelFunctions.Call(name, null, [.. arguments.Select(argument => argument.Eval(scope))]));
        if (arguments is not [{ Operand: { } operand, Field: { } field }])
            throw CelSyntaxException.Of(text, Current.At, "invalid argument to has() macro");
        return new CelPart(scope => operand(scope) is JsonObject map && map.ContainsKey(field));
    }

    private CelPart Method(CelPart target, string name)
    {
        var arguments = Arguments(")");
        if (CelMacros.Find(name) is { } macro && arguments is [{ Variable: { } variable }, ..])
        {
            // What the macro binds is no variable of the expression.
            _ = _names.Remove(variable);
            return new CelPart(scope => macro(target.Eval(scope), variable, [.. arguments.Skip(1).Select(argument => argument.Eval)], scope));
        }

        return new CelPart(scope => CelFunctions.Call(name, target.Eval(scope), [.. arguments.Select(argument => argument.Eval(scope))], isMethod: true));
    }

    private List<CelPart> Arguments(string close)
    {
        var arguments = new List<CelPart>();
        while (!Accept(close))
        {
            if (arguments.Count > 0)
                Expect(",");
            arguments.Add(Conditional());
        }

        return arguments;
    }

    private string Name() => Current.Kind is CelTokenKind.Name ? _tokens[_at++].Text : throw Unexpected("IDENTIFIER");

    private bool Accept(string sign)
    {
        if (Current.Kind is not CelTokenKind.Sign || Current.Text != sign)
            return false;
        _at++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Accept(sign))
            throw Unexpected($"'{sign}'");
    }

    private bool IsAfterOpen() => _at > 0 && _tokens[_at - 1].Text is "(";

    private CelSyntaxException Unexpected(string expected) =>
        CelSyntaxException.Of(text, Current.At, $"mismatched input '{Current.Text}' expecting {expected}");
}

/// <summary>A part of an expression: what it does, and what macros must know of how it is written.</summary>
internal sealed record CelPart(CelEval Eval)
{
    /// <summary>Of <c>a.b</c>: the <c>a</c>.</summary>
    public CelEval? Operand { get; init; }

    public string? Field { get; init; }

    /// <summary>It is this bare name.</summary>
    public string? Variable { get; init; }
}
