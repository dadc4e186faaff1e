using System.Net;
using System.Text.Json.Nodes;
using Testing.Recordings;
using Xunit.Abstractions;

namespace Webhook.Tests.Admission;

/// <summary>Odd requests that were sent to the reference, and what came back.</summary>
public sealed class RecordedEdgeReviewsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_odd_request_gets_the_recorded_answer_except_where_the_reference_was_wrong()
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application().ToJsonString()));
        using var client = webhook.NewClient();
        var (equal, corrected, problems) = (0, new List<string>(), new List<string>());
        foreach (var recorded in JsonNode.Parse(Goldens.Set("admission")!.Bytes("edge-reviews.json").Span)!.AsArray().Select(node => node!.AsObject()))
        {
            var name = recorded["case"]!.GetValue<string>();
            var (status, answer) = await SendAsync(client, recorded);
            var difference = Compare(recorded, status, answer);
            if (difference is null)
                equal++;
            else if (IsCorrected(recorded, answer))
                corrected.Add(name);
            else
                problems.Add($"{name}: {difference}");
        }

        output.WriteLine($"{equal} equal, {corrected.Count} corrected ({string.Join(", ", corrected)}), {problems.Count} wrong");
        problems.Should().BeEmpty();
    }

    private static async Task<(HttpStatusCode, JsonObject?)> SendAsync(HttpClient client, JsonObject recorded)
    {
        var (path, send) = (recorded["path"]!.GetValue<string>(), recorded["send"]);
        var body = send switch
        {
            null => "",
            JsonObject review => review.ToJsonString(),
            _ when send.GetValue<string>().EndsWith("(8 MiB of blanks)", StringComparison.Ordinal) => "{" + new string(' ', 8 * 1024 * 1024),
            _ => send.GetValue<string>(),
        };
        return await RunningWebhook.SendAsync(client, path, body, recorded["contentType"]!.GetValue<string>());
    }

    private static string? Compare(JsonObject recorded, HttpStatusCode status, JsonObject? answer)
    {
        if ((int)status != recorded["http"]!.GetValue<int>())
            return $"HTTP {(int)status}";
        if (answer is null)
            return null;

        var (expected, actual) = (recorded["answer"]!["response"]!.AsObject(), answer["response"]!.AsObject());
        return Differs("uid", expected["uid"], actual["uid"])
            ?? Differs("apiVersion", recorded["answer"]!["apiVersion"] ?? "admission.k8s.io/v1", answer["apiVersion"])
            ?? Differs("allowed", expected["allowed"], actual["allowed"])
            ?? Differs("code", expected["status"]!["code"], actual["status"]!["code"])
            ?? Differs("patched paths", Paths(expected["patch"]?.AsArray()), Paths(RunningWebhook.Patch(actual)));
    }

    // The reference writes a status, empty resources and a null main file only because it writes whole objects.
    private static string Paths(JsonArray? patch) => string.Join(' ', (patch ?? [])
        .Where(operation => operation!["value"] is not null)
        .Select(operation => System.Text.RegularExpressions.Regex.Replace(operation!["path"]!.GetValue<string>(), @"/(\d+|-)$", ""))
        .Where(path => path != "/status" && !path.EndsWith("/resources", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));

    private static string? Differs(string what, JsonNode? expected, JsonNode? actual) =>
        JsonNode.DeepEquals(expected, actual) ? null : $"{what}: recorded {expected?.ToJsonString()}, ours {actual?.ToJsonString()}";

    private static string? Differs(string what, string expected, string actual) => expected == actual ? null : $"{what}: recorded {expected}, ours {actual}";

    private static bool IsCorrected(JsonObject recorded, JsonObject? answer)
    {
        var (code, ours) = (recorded["answer"]!["response"]?["status"]?["code"]?.GetValue<int>(), answer?["response"]);

        // A panic is not to be copied; refusing is.
        if (code == 500)
            return ours!["allowed"]!.GetValue<bool>() is false && ours["status"]!["code"]!.GetValue<int>() == 403;

        // An object whose name became illegal must still lose its finalizers, so an edit that leaves the specification alone passes.
        var request = recorded["send"]?["request"];
        return request?["operation"]?.GetValue<string>() == "UPDATE"
            && JsonNode.DeepEquals(request["object"]?["spec"], request["oldObject"]?["spec"])
            && ours!["allowed"]!.GetValue<bool>();
    }
}
