using System.Runtime.InteropServices;
using System.Text.Json;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Serialization;

namespace Shared.Admission.Reviews;

/// <summary>The object that a review asks about, in our types.</summary>
internal static class ObjectReader
{
    /// <summary>An API server stores little more than this.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Null and the refusal when it is missing or does not fit.</summary>
    public static T? Read<T>(JsonElement? element, out AdmissionResponse? refusal) where T : class
    {
        refusal = null;
        if (element is not { ValueKind: JsonValueKind.Object } present)
        {
            refusal = Answers.BadRequest("the review has no object to decide about");
            return null;
        }

        var json = JsonMarshal.GetRawUtf8Value(present);
        if (json.Length > MaxBytes)
        {
            refusal = Answers.BadRequest($"the object has {json.Length} bytes; at most {MaxBytes} are allowed, so put large content into ConfigMaps or the image");
            return null;
        }

        try
        {
            if (ControlCharacterRules.Judge(json, present) is { } forbidden)
                refusal = Answers.BadRequest(forbidden.Path.Length > 0 ? forbidden.ToString() : forbidden.Message);
            else
                return ContractsJson.Deserialize<T>(json);
        }
        catch (ContractsJsonException exception)
        {
            refusal = Answers.BadRequest(exception.Message);
        }

        return null;
    }

    /// <summary>Strict field validation is what kubectl asks for; unknown members are then errors.</summary>
    public static bool IsStrict(AdmissionRequest request) =>
        request.Options is { ValueKind: JsonValueKind.Object } options
        && options.TryGetProperty("fieldValidation", out var validation)
        && validation.ValueKind is JsonValueKind.String
        && validation.ValueEquals("Strict"u8);
}
