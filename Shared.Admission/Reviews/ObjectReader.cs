using System.Runtime.InteropServices;
using System.Text.Json;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Serialization;

namespace Shared.Admission.Reviews;

/// <summary>The object that a review asks about, in our types.</summary>
internal static class ObjectReader
{
    /// <summary>Null and the refusal when it is missing or does not fit.</summary>
    public static T? Read<T>(JsonElement? element, out AdmissionResponse? refusal) where T : class
    {
        refusal = null;
        if (element is not { ValueKind: JsonValueKind.Object } present)
        {
            refusal = Answers.BadRequest("the review has no object to decide about");
            return null;
        }

        try
        {
            return ContractsJson.Deserialize<T>(JsonMarshal.GetRawUtf8Value(present));
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
