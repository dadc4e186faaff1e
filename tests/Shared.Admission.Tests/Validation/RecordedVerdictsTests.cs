using System.Text.Json.Nodes;
using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Testing.Recordings;
using Xunit.Abstractions;

namespace Shared.Admission.Tests.Validation;

/// <summary>What the reference, its schema and its webhooks stored or refused, against our validation alone.</summary>
public sealed class RecordedVerdictsTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_recorded_manifest_gets_the_recorded_verdict_or_is_refused_for_a_declared_reason()
    {
        var (equal, earlier, problems) = (0, new List<string>(), new List<string>());
        foreach (var verdict in Goldens.Set("admission")?.Lines("verdicts.jsonl") ?? [])
        {
            var name = verdict["case"]!.GetValue<string>();
            var errors = Judge(Goldens.Corpus!.FindCase(name)!.Json());
            var (accepted, wasAccepted) = (errors.Count == 0, verdict["accepted"]!.GetValue<bool>());
            if (accepted == wasAccepted)
                equal++;
            else if (wasAccepted && errors.All(EarlierAndBetter.Covers))
                earlier.Add($"{name} ({string.Join("; ", errors)})");
            else
                problems.Add($"{name}: recorded {(wasAccepted ? "accepted" : "refused: " + verdict["message"])}, ours {string.Join("; ", errors)}");
        }

        output.WriteLine($"{equal} equal, {earlier.Count} refused earlier, {problems.Count} wrong");
        earlier.ForEach(output.WriteLine);
        problems.Should().BeEmpty();
    }

    [Fact]
    public void Schedules_and_Connect_servers_get_the_recorded_verdict_or_are_refused_before_their_runs_would_be()
    {
        var (equal, problems) = (0, new List<string>());
        foreach (var line in Goldens.Set("admission")?.Lines("other-kinds.jsonl") ?? [])
        {
            var errors = Judge(line["manifest"]!.AsObject());
            if (errors.Count == 0 == line["accepted"]!.GetValue<bool>() || (errors.Count > 0 && errors.All(EarlierAndBetter.CoversSchedule)))
                equal++;
            else
                problems.Add($"{line["case"]}: recorded {line["message"] ?? "accepted"}, ours {string.Join("; ", errors)}");
        }

        output.WriteLine($"{equal} equal, {problems.Count} wrong");
        problems.Should().BeEmpty();
    }

    private static IReadOnlyList<FieldError> Judge(JsonObject manifest)
    {
        manifest["metadata"] ??= new JsonObject();
        manifest["metadata"]!["namespace"] ??= "default";
        try
        {
            return (manifest["apiVersion"]?.GetValue<string>(), manifest["kind"]?.GetValue<string>()) switch
            {
                (SparkApplication.GroupVersion, SparkApplication.KindName) =>
                    SparkApplicationValidation.Validate(SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(manifest))).Strictly().Errors,
                (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName) =>
                    ScheduledSparkApplicationValidation.Validate(ContractsJson.Deserialize<ScheduledSparkApplication>(manifest)).Strictly().Errors,
                (SparkConnect.GroupVersion, SparkConnect.KindName) => SparkConnectValidation.Validate(ContractsJson.Deserialize<SparkConnect>(manifest)).Strictly().Errors,
                var other => [new FieldError("apiVersion", ErrorCodes.NotSupported, other.ToString())],
            };
        }
        catch (ContractsJsonException exception)
        {
            return [new FieldError(exception.Path, ErrorCodes.InvalidType, exception.Problem)];
        }
    }
}
