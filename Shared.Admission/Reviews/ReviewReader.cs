using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;

namespace Shared.Admission.Reviews;

/// <summary>A question that could be read, or the answer to one that could not. The question lives as long as <see cref="Document"/>.</summary>
public sealed record ReadReview(AdmissionRequest? Request, AdmissionResponse? Refusal, string? ApiVersion) : IDisposable
{
    internal JsonDocument? Document { get; init; }

    public void Dispose() => Document?.Dispose();
}

/// <summary>
/// Bytes to a question. Nothing that can be sent makes it throw: what cannot be read is answered with code 400, with the uid wherever one
/// was found, because an API server shows its user the text of an answer but not that of a broken connection.
/// </summary>
public static class ReviewReader
{
    // Objects that people write are less than half as deep; more is an attack on our stack.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 42, AllowDuplicateProperties = false };

    public static ReadReview Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return Refuse("the request body is empty; send an AdmissionReview");

        // A parser looks at the bytes of a text when it is read, and not all of them are read by those who expect bad ones.
        if (!Utf8.IsValid(body.Span))
            return Refuse("the request body is not UTF-8; send JSON in UTF-8");

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Options);
        }
        catch (JsonException exception)
        {
            return Refuse($"the request body is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException exception)
        {
            // Names are read when they are compared with each other.
            return Refuse($"the review holds a name that is not Unicode: {exception.Message}");
        }

        try
        {
            return Read(document);
        }
        catch (InvalidOperationException exception)
        {
            // A text with half a surrogate pair parses, but cannot be read.
            document.Dispose();
            return Refuse($"the review holds a text that is not Unicode: {exception.Message}");
        }
    }

    private static ReadReview Read(JsonDocument document)
    {
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root)
            return Refuse("the request body is not an object; send an AdmissionReview");
        var version = Text(root, "apiVersion");
        if (Text(root, "kind") is { } kind && kind != AdmissionReview.KindName)
            return Refuse($"the request body is a '{kind}', not an AdmissionReview");
        if (Member(root, "request") is not { ValueKind: JsonValueKind.Object } request)
            return Refuse("the AdmissionReview has no request", version);

        return new ReadReview(
            new AdmissionRequest
            {
                Uid = Text(request, "uid") ?? "",
                Kind = Member(request, "kind") is { ValueKind: JsonValueKind.Object } of
                    ? new GroupVersionKind { Group = Text(of, "group"), Version = Text(of, "version"), Kind = Text(of, "kind") }
                    : null,
                SubResource = Text(request, "subResource"),
                Name = Text(request, "name"),
                Namespace = Text(request, "namespace"),
                Operation = Text(request, "operation"),
                UserInfo = Member(request, "userInfo") is { ValueKind: JsonValueKind.Object } user ? User(user) : null,
                DryRun = Member(request, "dryRun") is { ValueKind: JsonValueKind.True },
                Object = Member(request, "object"),
                OldObject = Member(request, "oldObject"),
                Options = Member(request, "options"),
            },
            null,
            version)
        { Document = document };
    }

    private static UserInfo User(JsonElement user) => new()
    {
        Username = Text(user, "username"),
        Uid = Text(user, "uid"),
        Groups = Member(user, "groups") is { ValueKind: JsonValueKind.Array } groups ? [.. groups.EnumerateArray().Where(group => group.ValueKind is JsonValueKind.String).Select(group => group.GetString()!)] : null,
        Extra = Member(user, "extra") is { } extra ? Readable(extra) : null,
    };

    // It is sent on as it is, and then it must be text throughout.
    private static JsonElement Readable(JsonElement element) => ControlCharacterRules.Judge(JsonMarshal.GetRawUtf8Value(element), element, controlsAllowed: true) is { } problem
        ? throw new InvalidOperationException(problem.Message)
        : element;

    private static ReadReview Refuse(string message, string? version = null) => new(null, Answers.BadRequest(message) with { Uid = "" }, version);

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
