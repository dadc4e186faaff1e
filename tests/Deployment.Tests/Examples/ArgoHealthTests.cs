using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Testing;

namespace Deployment.Tests.Examples;

/// <summary>The health script for Argo CD, case by case, in the interpreter whose language it is written in.</summary>
public sealed class ArgoHealthTests
{
    private static readonly (string Object, string Status, string Message)[] Cases =
    [
        ("""{"kind": "SparkApplication"}""", "Progressing", "not looked at"),
        ("""{"kind": "SparkApplication", "status": {"applicationState": {"state": ""}}}""", "Progressing", "not looked at"),
        (State("SUBMITTED"), "Progressing", "SUBMITTED"),
        (State("RUNNING"), "Healthy", "runs"),
        (State("SUCCEEDING"), "Progressing", "SUCCEEDING"),
        (State("COMPLETED"), "Healthy", "completed"),
        (State("FAILING"), "Progressing", "FAILING"),
        (State("FAILED"), "Degraded", "failed"),
        ("""{"kind": "SparkApplication", "status": {"applicationState": {"state": "FAILED", "errorMessage": "exit code 1"}}}""", "Degraded", "exit code 1"),
        ("""{"kind": "SparkApplication", "status": {"applicationState": {"state": "FAILED", "errorMessage": "x"}, "diagnosis": {"message": "The driver used more memory than it may."}}}""", "Degraded", "more memory"),
        (State("SUBMISSION_FAILED"), "Progressing", "may be tried again"),
        (State("PENDING_RERUN"), "Progressing", "PENDING_RERUN"),
        (State("INVALIDATING"), "Progressing", "INVALIDATING"),
        (State("SUSPENDING"), "Suspended", "suspended"),
        (State("SUSPENDED"), "Suspended", "suspended"),
        (State("RESUMING"), "Progressing", "RESUMING"),
        (State("UNKNOWN"), "Progressing", "UNKNOWN"),
        ("""{"kind": "ScheduledSparkApplication", "spec": {}, "status": {"scheduleState": "Scheduled"}}""", "Healthy", "schedule"),
        ("""{"kind": "ScheduledSparkApplication", "spec": {"suspend": true}, "status": {"scheduleState": "Scheduled"}}""", "Suspended", "suspended"),
        ("""{"kind": "ScheduledSparkApplication", "spec": {}, "status": {"scheduleState": "FailedValidation", "reason": "bad schedule"}}""", "Degraded", "bad schedule"),
        ("""{"kind": "SparkConnect", "status": {"state": "Ready"}}""", "Healthy", "ready"),
        ("""{"kind": "SparkConnect", "status": {"state": "NotReady"}}""", "Progressing", "NotReady"),
        ("""{"kind": "SparkConnect", "status": {"state": "Failed"}}""", "Degraded", "failed"),
    ];

    [ToolFact("lua5.4")]
    public void Each_state_has_its_health()
    {
        var program = new StringBuilder();
        foreach (var (@object, _, _) in Cases)
            program.Append($"obj = {Lua(JsonNode.Parse(@object))}; do local hs = dofile(arg[1]); print(hs.status .. '|' .. hs.message) end\n");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, program.ToString());

        using var process = Process.Start(new ProcessStartInfo("lua5.4", [file, Repository.PathTo("examples", "argo-cd", "health.lua")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        File.Delete(file);

        process.ExitCode.Should().Be(0, errors.Result);
        lines.Should().HaveCount(Cases.Length);
        foreach (var (line, (@object, status, message)) in lines.Zip(Cases))
            line.Should().StartWith(status + "|", "{0}", @object).And.Contain(message);
    }

    private static string State(string state) => $$$$"""{"kind": "SparkApplication", "status": {"applicationState": {"state": "{{{{state}}}}"}}}""";

    private static string Lua(JsonNode? node) => node switch
    {
        JsonObject map => $"{{{string.Join(", ", map.Select(member => $"[\"{member.Key}\"] = {Lua(member.Value)}"))}}}",
        null => "nil",
        _ => node.ToJsonString(),
    };
}
