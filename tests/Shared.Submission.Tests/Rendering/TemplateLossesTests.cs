using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Rendering;
using Shared.Submission.SparkVersions;
using Testing.Recordings;

namespace Shared.Submission.Tests.Rendering;

/// <summary>The table of what Spark's executor steps take from a template.</summary>
public sealed class TemplateLossesTests
{
    // For each row with something to do, an application that it concerns.
    private static readonly Dictionary<(string, LossRoute), Func<SparkApplicationSpec, SparkApplicationSpec>> Concerned = new()
    {
        [("resources", LossRoute.PodWebhook)] = spec => spec with { Executor = spec.Executor! with { MemoryLimit = "4g" } },
        [("lifecycle", LossRoute.PodWebhook)] = spec => spec with
        {
            SparkConf = new Dictionary<string, string> { ["spark.decommission.enabled"] = "true" },
            Executor = spec.Executor! with { Lifecycle = JsonDocument.Parse("""{"preStop":{"exec":{"command":["true"]}}}""").RootElement },
        },
        [("securityContext", LossRoute.Setting)] = spec => spec with { Executor = spec.Executor! with { SecurityContext = new SecurityContext { AllowPrivilegeEscalation = true } } },
        [("env", LossRoute.Setting)] = spec => spec with { SparkConfigMap = "conf" },
        [("env", LossRoute.PodWebhook)] = spec => spec with { Executor = spec.Executor! with { Env = [new EnvVar { Name = "SPARK_LOCAL_DIRS", Value = "/mine" }] } },
        [("terminationGracePeriodSeconds", LossRoute.Setting)] = spec => spec with { Executor = spec.Executor! with { TerminationGracePeriodSeconds = 45 } },
        [("schedulerName", LossRoute.Setting)] = spec => spec with
        {
            SparkConf = new Dictionary<string, string> { ["spark.kubernetes.scheduler.name"] = "theirs" },
            Executor = spec.Executor! with { SchedulerName = "mine" },
        },
        [("nodeSelector", LossRoute.Setting)] = spec => spec with
        {
            NodeSelector = new Dictionary<string, string> { ["disk"] = "hdd" },
            Executor = spec.Executor! with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" } },
        },
    };

    [Fact]
    public void Each_row_with_a_route_has_an_application_that_takes_it_in_exactly_its_releases()
    {
        var rows = TemplateLosses.All.Where(loss => loss.Route is LossRoute.Setting or LossRoute.PodWebhook).ToList();
        rows.Select(loss => (loss.Member, loss.Route)).Should().BeEquivalentTo(Concerned.Keys);

        foreach (var row in rows)
        {
            var application = A.Application(Concerned[(row.Member, row.Route)]);
            foreach (var release in SparkRelease.Known)
            {
                var survival = TemplateSurvival.Of(application, release);
                var isConcerned = row.Since is null || row.Since.IsIn(release.Rules);

                survival.Settings.Should().HaveCount(isConcerned && row.Route is LossRoute.Setting ? 1 : 0, "{0} in {1}", row.Member, release.Label);
                survival.NeedsPodWebhook.Should().HaveCount(isConcerned && row.Route is LossRoute.PodWebhook ? 1 : 0, "{0} in {1}", row.Member, release.Label);
            }
        }
    }

    [Fact]
    public void Rows_with_nothing_to_do_concern_no_application()
    {
        foreach (var row in TemplateLosses.All.Where(loss => loss.Route is LossRoute.OwnField or LossRoute.None))
            Concerned.Values.SelectMany(edit => row.Concerns(A.Application(edit).Spec!)).Should().BeEmpty();
    }

    [Fact]
    public void What_recordings_of_real_spark_show_as_lost_is_in_the_table_and_nothing_else_is()
    {
        var measured = (Goldens.Set("spark")?.Cases ?? []).SelectMany(Measured).ToList();
        var wrong =
            from field in measured
            let expected = TemplateLosses.All.Any(loss => IsAbout(loss, field) && (loss.Since is null || loss.Since.IsIn(Version.Parse(field.Version))))
            where expected != field.IsLost
            select $"{field} is {(expected ? "in the table" : "not in the table")}";

        measured.Should().NotBeEmpty();
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void The_page_is_up_to_date()
    {
        var text = TemplateSurvivalPage.Render();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(TemplateSurvivalPage.File, text);

        File.ReadAllText(TemplateSurvivalPage.File).Should().Be(text, "{0} rewrites it", TemplateSurvivalPage.Command);
    }

    private static bool IsAbout(TemplateLoss loss, Field field) =>
        loss.Place == field.Place && loss.Member.Equals(field.Member, StringComparison.OrdinalIgnoreCase)
        && (loss.When is null || loss.When == field.When);

    // Cases are called survive-executor-PART-FIELD, with a condition or the name of an inner field at the end.
    private static IEnumerable<Field> Measured(GoldenCase @case)
    {
        if (@case.Name.Split('-') is not ["survive", "executor", var place, var name, .. var rest] || name == "containers")
            return [];

        var json = @case.Json();
        var template = JsonNode.Parse((string)json["files"]!.AsObject().Single().Value!)!;
        var (member, given) = Part(template, place, containers => containers[0]!).Single(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        var (when, path) = rest switch
        {
            ["against", "conf"] => (TemplateLosses.AgainstSetting, member),
            ["decommission"] => (TemplateLosses.Decommissioning, member),
            _ => (null, string.Join('.', [member, .. rest])),
        };

        return
            from entry in GoldenVersions.Expand(json)
            where entry.Result["executor"]?["pod"] is not null
            let got = Part(entry.Result["executor"]!["pod"]!, place, containers => containers.Single(IsSpark)!)[member]
            select new Field(place, path, when, entry.Version, IsLost: !Contains(given, got));
    }

    private static JsonObject Part(JsonNode pod, string place, Func<JsonArray, JsonNode> main) => (place switch
    {
        "metadata" => pod["metadata"],
        "pod" => pod["spec"],
        _ => main(pod["spec"]!["containers"]!.AsArray()),
    })!.AsObject();

    private static bool IsSpark(JsonNode? container) =>
        container!["env"] is JsonArray env && env.Any(variable => (string?)variable!["name"] == "SPARK_EXECUTOR_ID");

    private static bool Contains(JsonNode? given, JsonNode? got) => (given, got) switch
    {
        (JsonObject members, JsonObject others) => members.All(member => Contains(member.Value, others[member.Key])),
        (JsonArray items, JsonArray others) => items.All(item => others.Any(other => Contains(item, other))),
        _ => JsonNode.DeepEquals(given, got),
    };

    private sealed record Field(string Place, string Member, string? When, string Version, bool IsLost);
}
