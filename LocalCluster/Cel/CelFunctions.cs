using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Json;

namespace LocalCluster.Cel;

/// <summary>The functions, called as <c>f(x)</c> or <c>x.f()</c>.</summary>
internal static class CelFunctions
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static JsonNode? Call(string name, JsonNode? target, JsonNode?[] arguments, bool isMethod = false)
    {
        if (!isMethod)
            return arguments is [var only] ? Of(name, only) ?? Method(name, only, []) : throw Unknown(name);
        return Method(name, target, arguments);
    }

    private static JsonNode? Of(string name, JsonNode? value) => name switch
    {
        "string" => value.AsText() ?? (value?.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.ToText() : throw CelValues.NoOverload()),
        "int" or "uint" => Whole(value),
        "double" => value.AsText() is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : CelValues.IsNumber(value) ? CelValues.Real(value) : throw CelValues.NoOverload(),
        "bool" => value.AsText() is { } text ? text is "true" or "True" or "TRUE" or "t" or "1" : CelValues.Flag(value),
        "dyn" => value,
        _ => null,
    };

    private static JsonNode Whole(JsonNode? value) =>
        value.AsNumber() is { } number ? number
        : value.AsText() is { } text ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : throw new CelException($"type conversion error from 'string' to 'int'")
        : CelValues.IsNumber(value) ? (long)CelValues.Real(value)
        : throw CelValues.NoOverload();

    private static JsonNode? Method(string name, JsonNode? target, JsonNode?[] arguments)
    {
        switch (name)
        {
            case "size":
                return target switch
                {
                    JsonArray list => list.Count,
                    JsonObject map => map.Count,
                    _ => new StringInfo(CelValues.Text(target)).LengthInTextElements,
                };
            case "orValue":
                return CelOptionals.Has(target) ? CelOptionals.Value(target) : arguments[0];
            case "hasValue":
                return CelOptionals.Has(target);
            case "value":
                return CelOptionals.Value(target);
            case "isSorted" or "sum" or "min" or "max" or "distinct" or "join" when target is JsonArray list:
                return OfList(name, list, arguments);
            default:
                return OfText(name, CelValues.Text(target), arguments);
        }
    }

    private static JsonNode? OfList(string name, JsonArray list, JsonNode?[] arguments) => name switch
    {
        "sum" => list.Aggregate((JsonNode?)0, (sum, element) => CelValues.Apply("+", sum, element)),
        "min" => list.Aggregate((least, element) => CelValues.Flag(CelValues.Apply("<", element, least)) ? element : least),
        "max" => list.Aggregate((most, element) => CelValues.Flag(CelValues.Apply(">", element, most)) ? element : most),
        "distinct" => new JsonArray([.. list.DistinctBy(element => element.ToText()).Select(element => element?.DeepClone())]),
        "join" => string.Join(arguments.Length > 0 ? CelValues.Text(arguments[0]) : "", list.Select(CelValues.Text)),
        _ => list.Zip(list.Skip(1)).All(pair => CelValues.Flag(CelValues.Apply("<=", pair.First, pair.Second))),
    };

    private static JsonNode? OfText(string name, string text, JsonNode?[] arguments)
    {
        string First() => arguments.Length > 0 ? CelValues.Text(arguments[0]) : throw CelValues.NoOverload();
        int Number(int at) => (int)(arguments[at].AsNumber() ?? throw CelValues.NoOverload());
        return name switch
        {
            "startsWith" => text.StartsWith(First(), StringComparison.Ordinal),
            "endsWith" => text.EndsWith(First(), StringComparison.Ordinal),
            "contains" => text.Contains(First(), StringComparison.Ordinal),
            "matches" => Matches(text, First()),
            "find" => Regex.Match(text, First(), RegexOptions.CultureInvariant, Longest).Value,
            "lowerAscii" => text.ToLowerInvariant(),
            "upperAscii" => text.ToUpperInvariant(),
            "trim" => text.Trim(),
            "split" => new JsonArray([.. text.Split(First())]),
            "replace" => text.Replace(First(), CelValues.Text(arguments[1]), StringComparison.Ordinal),
            "indexOf" => text.IndexOf(First(), StringComparison.Ordinal),
            "lastIndexOf" => text.LastIndexOf(First(), StringComparison.Ordinal),
            "charAt" when arguments.Length == 1 && Number(0) >= 0 && Number(0) < text.Length => text[Number(0)].ToString(),
            "substring" when arguments.Length == 1 && Number(0) >= 0 && Number(0) <= text.Length => text[Number(0)..],
            "substring" when arguments.Length == 2 && Number(0) >= 0 && Number(0) <= Number(1) && Number(1) <= text.Length => text[Number(0)..Number(1)],
            "charAt" or "substring" => throw new CelException("index out of range"),
            _ => throw Unknown(name),
        };
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException e)
        {
            throw new CelException($"error parsing regexp: {e.Message}");
        }
    }

    private static CelException Unknown(string name) => new($"undeclared reference to '{name}' (in container '')");
}
