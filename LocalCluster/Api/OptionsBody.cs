using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Protobuf;
using LocalCluster.Types;

namespace LocalCluster.Api;

/// <summary>The options of a deletion as a body brings them. One that cannot be read is answered with 500 and nothing but the reason, as by a real server.</summary>
internal static class OptionsBody
{
    public static JsonObject Read(ApiRequest request)
    {
        try
        {
            var options = Parse(request);
            if (options.TextAt("kind") is { Length: > 0 } kind and not "DeleteOptions")
                throw Unreadable($"no kind \"{kind}\" is registered for version \"{options.TextAt("apiVersion")}\" in scheme \"{BodyDecoding.Scheme}\"");
            return TypedReading.Read(ApiTypes.DeleteOptions, options, out _);
        }
        catch (FormatException e)
        {
            throw Unreadable(e.Message);
        }
        catch (JsonException e)
        {
            throw Unreadable($"couldn't get version/kind; json parse error: {e.Message}");
        }
        catch (TypeMismatchException e)
        {
            throw Unreadable(e.Message);
        }
    }

    private static JsonObject Parse(ApiRequest request)
    {
        var mediaType = BodyDecoding.MediaType(request);
        if (mediaType is "application/vnd.kubernetes.protobuf")
            return ProtobufReading.Parse(request.Body) ?? throw new FormatException("the kind in the body is not known");
        return (mediaType is "application/yaml" ? YamlReading.Parse(request.Body.Span, []) : JsonReading.Parse(request.Body.Span)) switch
        {
            null => [],
            JsonObject options => options,
            var other => throw new FormatException(BodyDecoding.NotAnEnvelope(other)),
        };
    }

    private static Refusal Unreadable(string why) => Refusals.Of(500, null, why);
}
