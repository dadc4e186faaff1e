using System.Runtime.InteropServices;
using System.Text.Json;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Shared.Admission.Reviews;

/// <summary>The object that a review asks about, in our types.</summary>
internal static class ObjectReader
{
    /// <summary>An API server stores little more than this.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>An object of a kind of ours. Null and the refusal when it is missing, does not fit, is too large or holds what no text may hold.</summary>
    public static T? Read<T>(JsonElement? element, out AdmissionResponse? refusal) where T : class => Read<T>(element, isOurs: true, out refusal);

    /// <summary>A pod. What it may hold is the API server's to say; that it can be read is all that matters here.</summary>
    public static Pod? ReadPod(JsonElement? element, out AdmissionResponse? refusal) => Read<Pod>(element, isOurs: false, out refusal);

    private static T? Read<T>(JsonElement? element, bool isOurs, out AdmissionResponse? refusal) where T : class
    {
        refusal = null;
        if (element is not { ValueKind: JsonValueKind.Object } present)
        {
            refusal = Answers.BadRequest("the review has no object to decide about");
            return null;
        }

        var json = JsonMarshal.GetRawUtf8Value(present);
        if (isOurs && json.Length > MaxBytes)
        {
            refusal = Answers.BadRequest($"the object has {json.Length} bytes; at most {MaxBytes} are allowed, so put large content into ConfigMaps or the image");
            return null;
        }

        try
        {
            if (ControlCharacterRules.Judge(json, present, controlsAllowed: !isOurs) is { } forbidden)
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

    /// <summary>Strict field validation is what kubectl asks for; unknown members are then errors. Compared as it was sent, for what an API server never sends need not be readable.</summary>
    public static bool IsStrict(AdmissionRequest request) =>
        request.Options is { ValueKind: JsonValueKind.Object } options
        && options.TryGetProperty("fieldValidation", out var validation)
        && JsonMarshal.GetRawUtf8Value(validation).SequenceEqual("\"Strict\""u8);
}
