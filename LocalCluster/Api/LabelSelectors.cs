using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api;

/// <summary>Reads label selectors, as text of a query and as an object of a spec.</summary>
internal static class LabelSelectors
{
    public static IReadOnlyList<LabelRequirement> Parse(string text) => new Reader(text).All();

    /// <summary>A <c>LabelSelector</c> object; an empty one matches all.</summary>
    public static IReadOnlyList<LabelRequirement> FromObject(JsonObject? selector)
    {
        var result = new List<LabelRequirement>();
        foreach (var (key, value) in selector?.ObjectAt("matchLabels") ?? [])
            result.Add(new(key, LabelOperator.In, [value.AsText() ?? ""]));
        foreach (var expression in selector?["matchExpressions"].Objects() ?? [])
        {
            var op = expression.TextAt("operator") switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "Exists" => LabelOperator.Exists,
                _ => LabelOperator.Absent,
            };
            result.Add(new(expression.TextAt("key") ?? "", op, [.. expression["values"].Texts()]));
        }

        return result;
    }

    public static bool Matches(JsonObject? selector, JsonObject? labels)
    {
        var map = labels?.Where(p => p.Value.AsText() is not null).ToDictionary(p => p.Key, p => p.Value.AsText()!) ?? [];
        return FromObject(selector).All(requirement => requirement.Matches(map));
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public List<LabelRequirement> All()
        {
            var result = new List<LabelRequirement>();
            while (Peek().Length > 0)
            {
                result.Add(One());
                var next = Next();
                if (next.Length > 0 && next != ",")
                    throw Bad($"found '{next}', expected: ',' or 'end of string'");
            }

            return result;
        }

        private LabelRequirement One()
        {
            var key = Next();
            if (key == "!")
                return Checked(new(Next(), LabelOperator.Absent, []));
            if (!IsWord(key))
                throw Bad($"found '{key}', expected: !, identifier, or 'end of string'");
            return Checked(After(key));
        }

        private static LabelRequirement Checked(LabelRequirement requirement)
        {
            if (LabelGrammar.KeyProblems(requirement.Key).FirstOrDefault() is { } problem)
                throw Bad($"key: Invalid value: \"{requirement.Key}\": {problem}");
            foreach (var (index, value) in requirement.Values.Index())
            {
                if (LabelGrammar.ValueProblems(value).FirstOrDefault() is { } wrong)
                    throw Bad($"values[{index}][{requirement.Key}]: Invalid value: \"{value}\": {wrong}");
            }

            return requirement;
        }

        private LabelRequirement After(string key)
        {
            switch (Peek())
            {
                case "" or ",":
                    return new(key, LabelOperator.Exists, []);
                case "=" or "==":
                    _ = Next();
                    return new(key, LabelOperator.In, [Value()]);
                case "!=":
                    _ = Next();
                    return new(key, LabelOperator.NotIn, [Value()]);
                case ">" or "<":
                    var op = Next() == ">" ? LabelOperator.Greater : LabelOperator.Less;
                    var bound = Value();
                    if (!long.TryParse(bound, out _))
                        throw Refusals.BadRequest($"unable to parse requirement: values[0][{key}]: Invalid value: \"{bound}\": for 'Gt', 'Lt' operators, the value must be an integer");
                    return new(key, op, [bound]);
                case "in" or "notin":
                    return new(key, Next() == "in" ? LabelOperator.In : LabelOperator.NotIn, Set());
                default:
                    throw Bad($"found '{Peek()}', expected: in, notin, =, ==, !=, gt, lt");
            }
        }

        private string Value() => IsWord(Peek()) ? Next() : "";

        private List<string> Set()
        {
            if (Next() is var open && open != "(")
                throw Bad($"found '{open}' expected: '('");
            var values = new List<string>();
            while (true)
            {
                var token = Next();
                if (token == ")")
                    return values.Count == 0 ? [""] : values;
                if (token.Length == 0)
                    throw Bad("found '', expected: ',', or identifier");
                if (token != ",")
                    values.Add(token);
            }
        }

        private string Peek()
        {
            var saved = _at;
            var token = Next();
            _at = saved;
            return token;
        }

        private string Next()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            if (_at == text.Length)
                return "";
            var start = _at;
            if (!IsSpecial(text[_at]))
            {
                while (_at < text.Length && !IsSpecial(text[_at]) && !char.IsWhiteSpace(text[_at]))
                    _at++;
            }
            else
            {
                _at++;
                if (_at < text.Length && text[_at] == '=' && text[start] is '=' or '!')
                    _at += _at < text.Length && text[_at] == '=' ? 1 : 0;
            }

            return text[start.._at];
        }

        private static bool IsWord(string token) => token.Length > 0 && !IsSpecial(token[0]);

        private static bool IsSpecial(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

        private static Refusal Bad(string why) => Refusals.BadRequest($"unable to parse requirement: {why}");
    }
}
