using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Schemas;

/// <summary>Checks an object against a structural schema, in the words of a real server.</summary>
internal static partial class SchemaValidation
{
    private static readonly HashSet<string> Blocking = ["FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany", "FieldValueTypeInvalid"];

    /// <param name="schema">Of the definition.</param>
    /// <param name="root">The new object.</param>
    /// <param name="old">The old one; null at a creation.</param>
    public static List<Cause> Validate(StructuralSchema schema, JsonObject root, JsonObject? old = null)
    {
        var causes = new List<Cause>();
        Check(schema, root, "", causes, isEnvelope: true);
        if (schema.HasRules && !causes.Any(c => Blocking.Contains(c.Reason)))
            causes.AddRange(SchemaRules.Validate(schema, root, old));
        else if (schema.HasRules)
            causes.Add(Cause.Invalid("<nil>", null, "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
        return causes;
    }

    private static void Check(StructuralSchema schema, JsonNode? node, string path, List<Cause> causes, bool isEnvelope = false)
    {
        if (node is null)
        {
            if (!schema.Nullable && schema.Type is not null)
                causes.Add(Cause.WrongType(path, "\"null\"", $"{path} in body must be of type {schema.Type}: \"null\""));
            return;
        }

        if (!HasType(schema, node))
        {
            var found = TypeName(node);
            var wanted = schema.IntOrString ? "integer,string" : schema.Type!;
            causes.Add(Cause.WrongType(path, $"\"{found}\"", $"{path} in body must be of type {wanted}: \"{found}\""));
            return;
        }

        if (schema.IsCombined)
            Combinations(schema, node, path, causes);
        switch (node)
        {
            case JsonObject map:
                CheckObject(schema, map, path, causes, isEnvelope);
                break;
            case JsonArray list:
                CheckList(schema, list, path, causes);
                break;
            default:
                CheckScalar(schema, node, path, causes);
                break;
        }

        if (schema.EnumTexts.Length > 0 && !schema.EnumTexts.Contains(node.ToText()))
            causes.Add(Cause.NotSupported(path, node.DeepClone(), schema.EnumTexts.Select(Unquote)));
    }

    /// <summary>Further schemas for the same value. Their sentences name no field but quote it.</summary>
    private static void Combinations(StructuralSchema schema, JsonNode node, string path, List<Cause> causes)
    {
        var any = schema.AnyOf.Select(one => Found(one, node, path)).ToList();
        if (any.Count > 0 && any.TrueForAll(found => found.Count > 0))
            causes.AddRange(any[0].Prepend(Unmet($"\"{path}\" must validate at least one schema (anyOf)")));
        var one = schema.OneOf.Select(each => Found(each, node, path)).ToList();
        var valid = one.Count(found => found.Count == 0);
        if (one.Count > 0 && valid != 1)
        {
            causes.Add(Unmet($"\"{path}\" must validate one and only one schema (oneOf). {(valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives")}"));
            causes.AddRange(valid == 0 ? one[0] : []);
        }

        var all = schema.AllOf.Select(each => Found(each, node, path)).ToList();
        causes.AddRange(all.SelectMany(found => found));
        if (all.Exists(found => found.Count > 0))
            causes.Add(Unmet($"\"{path}\" must validate all the schemas (allOf){(all.TrueForAll(found => found.Count > 0) ? ". None validated" : "")}"));
        if (schema.Not is { } not && Found(not, node, path).Count == 0)
            causes.Add(Unmet($"\"{path}\" must not validate the schema (not)"));
    }

    private static List<Cause> Found(StructuralSchema schema, JsonNode node, string path)
    {
        var causes = new List<Cause>();
        Check(schema, node, path, causes);
        return causes;
    }

    private static Cause Unmet(string sentence) => Cause.Invalid("<nil>", "", sentence);

    private static void CheckObject(StructuralSchema schema, JsonObject map, string path, List<Cause> causes, bool isEnvelope)
    {
        if (schema.MinProperties is { } least && map.Count < least)
            causes.Add(Cause.Invalid(path, map.DeepClone(), $"{path} in body should have at least {least} properties"));
        if (schema.MaxProperties is { } most && map.Count > most)
            causes.Add(new Cause("FieldValueTooMany", $"Too many: {map.Count}: must have at most {most} items", path));

        foreach (var (name, value) in map)
        {
            if (isEnvelope && name is "metadata" or "apiVersion" or "kind" && path.Length == 0)
                continue;
            if (schema.Properties.TryGetValue(name, out var property))
                Check(property, value, Join(path, name), causes);
            else if (schema.Additional is { } additional)
                Check(additional, value, Join(path, name), causes);
        }

        foreach (var name in schema.Required.Order(StringComparer.Ordinal))
        {
            if (!map.ContainsKey(name))
                causes.Add(Cause.Required(Join(path, name)));
        }
    }

    private static void CheckList(StructuralSchema schema, JsonArray list, string path, List<Cause> causes)
    {
        if (schema.MaxItems is { } most && list.Count > most)
            causes.Add(Cause.TooMany(path, list.Count, most));
        if (schema.MinItems is { } least && list.Count < least)
            causes.Add(Cause.Invalid(path, list.Count, $"{path} in body should have at least {least} items"));
        if (schema.Items is { } items)
        {
            for (var i = 0; i < list.Count; i++)
                Check(items, list[i], $"{path}[{i}]", causes);
        }

        var keys = schema.ListType switch
        {
            "map" => list.Objects().Select(element => (JsonNode)KeyOf(schema, element)).ToList(),
            "set" => [.. list.OfType<JsonNode>().Select(element => element.DeepClone())],
            _ => new List<JsonNode>(),
        };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!seen.Add(keys[i].ToText()))
                causes.Add(Cause.Duplicate($"{path}[{i}]", keys[i]));
        }
    }

    private static JsonObject KeyOf(StructuralSchema schema, JsonObject element) =>
        new JsonObject(schema.ListMapKeys.Select(key => KeyValuePair.Create(key, element[key]?.DeepClone())));

    private static void CheckScalar(StructuralSchema schema, JsonNode node, string path, List<Cause> causes)
    {
        if (node.AsText() is { } text)
        {
            var length = new StringInfo(text).LengthInTextElements;
            if (schema.MaxLength is { } longest && length > longest)
                causes.Add(Cause.TooLong(path, longest));
            if (schema.MinLength is { } shortest && length < shortest)
                causes.Add(Cause.Invalid(path, text, $"{path} in body should be at least {shortest} chars long"));
            if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
                causes.Add(Cause.Invalid(path, text, $"{path} in body should match '{schema.PatternText}'"));
            if (schema.Format is { } format && !HasFormat(format, text))
                causes.Add(Cause.Invalid(path, text, $"{path} in body must be of type {format}: {JsonValue.Create(text).ToText()}"));
            return;
        }

        if (node.GetValueKind() is not JsonValueKind.Number || !decimal.TryParse(node.ToText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return;
        if (schema.MultipleOf is { } factor && factor != 0 && number % factor != 0)
            causes.Add(Cause.Invalid(path, node.DeepClone(), $"{path} in body should be a multiple of {Show(factor)}"));
        if (schema.Minimum is { } minimum && (number < minimum || (schema.ExclusiveMinimum && number == minimum)))
            causes.Add(Cause.Invalid(path, node.DeepClone(), $"{path} in body should be greater than {(schema.ExclusiveMinimum ? "" : "or equal to ")}{Show(minimum)}"));
        if (schema.Maximum is { } maximum && (number > maximum || (schema.ExclusiveMaximum && number == maximum)))
            causes.Add(Cause.Invalid(path, node.DeepClone(), $"{path} in body should be less than {(schema.ExclusiveMaximum ? "" : "or equal to ")}{Show(maximum)}"));
    }

    private static bool HasType(StructuralSchema schema, JsonNode node)
    {
        var found = TypeName(node);
        if (schema.IntOrString)
            return found is "integer" or "string";
        return schema.Type is null || found == schema.Type || (schema.Type == "number" && found == "integer");
    }

    private static string TypeName(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.ToText() is var text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n == decimal.Truncate(n) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    // Only the formats that a real server enforces on our definitions; unknown ones are hints.
    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" => Times.Parse(text) is not null && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uuid" => Guid.TryParse(text, out _),
        "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        "ipv4" => System.Net.IPAddress.TryParse(text, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork,
        "cidr" => text.Contains('/', StringComparison.Ordinal) && System.Net.IPNetwork.TryParse(text, out _),
        "duration" => GoDuration().IsMatch(text),
        "email" => System.Net.Mail.MailAddress.TryCreate(text, out _),
        "hostname" => Hostname().IsMatch(text) && text.Length <= 253,
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _) || text.StartsWith('/'),
        "ipv6" => System.Net.IPAddress.TryParse(text, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6,
        _ => true,
    };

    [GeneratedRegex(@"\A[-+]?([0-9]+(\.[0-9]*)?\s*(ns|us|µs|ms|s|m|h|d|w|hours?|minutes?|seconds?|days?|weeks?)\s*)+\z|\A0\z")]
    private static partial Regex GoDuration();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*\z")]
    private static partial Regex Hostname();

    private static string Show(decimal bound) => bound.ToString("G29", CultureInfo.InvariantCulture);

    private static string Unquote(string json) => json.StartsWith('"') ? JsonReading.Parse(System.Text.Encoding.UTF8.GetBytes(json)).AsText()! : json;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
