using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Golden.Tests.Lives;

/// <summary>What a recorded API server answered to the creation of a driver, as the recorded status quotes it.</summary>
internal static partial class ServerRefusal
{
    /// <summary>Null when it accepted.</summary>
    public static ApiStatusException? Of(IEnumerable<JsonObject> statuses, ApiRequest request) =>
        statuses.Select(status => Quoted().Match((string?)status["applicationState"]?["errorMessage"] ?? "")).FirstOrDefault(match => match.Success) is { } quoted
            ? FakeKubernetesApi.Refusal(request, int.Parse(quoted.Groups["code"].Value), quoted.Groups["reason"].Value, quoted.Groups["message"].Value)
            : null;

    [GeneratedRegex(@"Message: (?<message>.*)\. Received status: Status\(.*code=(?<code>[0-9]+).*reason=(?<reason>[A-Za-z]*)", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
