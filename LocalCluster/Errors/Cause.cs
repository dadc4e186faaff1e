using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Errors;

/// <summary>One thing that is wrong with an object, as the API tells it.</summary>
internal sealed record Cause(string Reason, string Message, string Field)
{
    public static Cause Required(string field, string detail = "") => new("FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}", field);

    public static Cause Invalid(string field, JsonNode? value, string detail) => new("FieldValueInvalid", $"Invalid value: {Show(value)}: {detail}", field);

    /// <summary>The same of something that is not shown.</summary>
    public static Cause InvalidWhole(string field, string detail) => new("FieldValueInvalid", $"Invalid value: {detail}", field);

    /// <summary>One for each thing that is wrong with a text.</summary>
    public static IEnumerable<Cause> Each(string field, string value, IEnumerable<string> problems) => problems.Select(problem => Invalid(field, value, problem));

    public static Cause NotFound(string field, string value) => new("FieldValueNotFound", $"Not found: {Show(value)}", field);

    public static Cause WrongType(string field, string valueText, string detail) => new("FieldValueTypeInvalid", $"Invalid value: {valueText}: {detail}", field);

    public static Cause NotSupported(string field, JsonNode? value, IEnumerable<string> supported) =>
        new("FieldValueNotSupported", $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}", field);

    public static Cause Duplicate(string field, JsonNode? value) => new("FieldValueDuplicate", $"Duplicate value: {Show(value)}", field);

    public static Cause Forbidden(string field, string detail) => new("FieldValueForbidden", $"Forbidden: {detail}", field);

    public static Cause TooLong(string field, long most, string unit = "bytes") => new("FieldValueTooLong", $"Too long: may not be more than {most} {unit}", field);

    public static Cause TooMany(string field, long actual, long most) => new("FieldValueTooMany", $"Too many: {actual}: must have at most {most} items", field);

    public JsonObject ToJson() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };

    private static string Show(JsonNode? value) => value.ToText();
}
