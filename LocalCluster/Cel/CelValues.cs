using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Cel;

/// <summary>Operators over JSON values.</summary>
internal static class CelValues
{
    public static bool Flag(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw NoOverload(),
    };

    public static string Text(JsonNode? value) => value.AsText() ?? throw NoOverload();

    public static JsonNode? Field(JsonNode? value, string name)
    {
        if (CelOptionals.IsOptional(value))
            return CelOptionals.Field(value, name);
        if (value is not JsonObject map)
            throw new CelException($"no such key: {name}");
        return map.TryGetPropertyValue(name, out var member) ? member : throw new CelException($"no such key: {name}");
    }

    public static JsonNode? Index(JsonNode? value, JsonNode? index)
    {
        if (CelOptionals.IsOptional(value))
            return CelOptionals.Index(value, index);
        if (value is JsonArray list && index.AsNumber() is { } at)
            return at >= 0 && at < list.Count ? list[(int)at] : throw new CelException($"index out of bounds: {at}");
        return Field(value, Text(index));
    }

    public static JsonNode? Apply(string sign, JsonNode? left, JsonNode? right) => sign switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        "in" => Contains(right, left),
        "<" => Compare(left, right) < 0,
        "<=" => Compare(left, right) <= 0,
        ">" => Compare(left, right) > 0,
        ">=" => Compare(left, right) >= 0,
        "+" when left.AsText() is { } a && right.AsText() is { } b => a + b,
        "+" when left is JsonArray a && right is JsonArray b => new JsonArray([.. a.Concat(b).Select(element => element?.DeepClone())]),
        _ => Arithmetic(sign, left, right),
    };

    public static bool AreEqual(JsonNode? left, JsonNode? right) =>
        IsNumber(left) && IsNumber(right) ? Real(left) == Real(right) : JsonNode.DeepEquals(left, right);

    public static bool IsNumber(JsonNode? value) => value?.GetValueKind() is JsonValueKind.Number;

    public static double Real(JsonNode? value) => double.Parse(value.ToText(), CultureInfo.InvariantCulture);

    public static CelException NoOverload() => new("no such overload");

    private static bool Contains(JsonNode? holder, JsonNode? value) => holder switch
    {
        JsonArray list => list.Any(element => AreEqual(element, value)),
        JsonObject map => value.AsText() is { } key && map.ContainsKey(key),
        _ => throw NoOverload(),
    };

    private static int Compare(JsonNode? left, JsonNode? right)
    {
        if (left.AsText() is { } a && right.AsText() is { } b)
            return string.CompareOrdinal(a, b);
        if (!IsNumber(left) || !IsNumber(right))
            throw NoOverload();
        return left.AsNumber() is { } x && right.AsNumber() is { } y ? x.CompareTo(y) : Real(left).CompareTo(Real(right));
    }

    private static JsonNode Arithmetic(string sign, JsonNode? left, JsonNode? right)
    {
        if (!IsNumber(left) || !IsNumber(right))
            throw NoOverload();
        if (left.AsNumber() is not { } a || right.AsNumber() is not { } b)
            return Arithmetic(sign, Real(left), Real(right));
        if (sign is "/" or "%" && b == 0)
            throw new CelException(sign is "/" ? "division by zero" : "modulus by zero");
        try
        {
            return checked(sign switch { "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, "%" => a % b, _ => throw NoOverload() });
        }
        catch (OverflowException)
        {
            throw new CelException("integer overflow");
        }
    }

    private static double Arithmetic(string sign, double left, double right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        _ => throw NoOverload(),
    };
}

/// <summary>Values that may be absent: a map with one reserved member, which no JSON object of a client can have.</summary>
internal static class CelOptionals
{
    private const string Present = "\0present";

    private const string Absent = "\0absent";

    public static bool IsOptional(JsonNode? value) => value is JsonObject { Count: 1 } map && (map.ContainsKey(Present) || map.ContainsKey(Absent));

    public static JsonNode Of(JsonNode? value) => new JsonObject { [Present] = value?.DeepClone() };

    public static JsonNode None() => new JsonObject { [Absent] = true };

    public static bool Has(JsonNode? optional) => IsOptional(optional) ? ((JsonObject)optional!).ContainsKey(Present) : throw CelValues.NoOverload();

    public static JsonNode? Value(JsonNode? optional) => Has(optional) ? optional![Present] : throw new CelException("optional.none() dereference");

    public static JsonNode? Field(JsonNode? value, string name)
    {
        var inner = IsOptional(value) ? Has(value) ? Value(value) : null : value;
        return inner is JsonObject map && map.TryGetPropertyValue(name, out var member) ? Of(member) : None();
    }

    public static JsonNode? Index(JsonNode? value, JsonNode? index)
    {
        var inner = IsOptional(value) ? Has(value) ? Value(value) : null : value;
        return inner is JsonArray list && index.AsNumber() is { } at ? at >= 0 && at < list.Count ? Of(list[(int)at]) : None()
            : index.AsText() is { } key ? Field(inner, key) : None();
    }
}
