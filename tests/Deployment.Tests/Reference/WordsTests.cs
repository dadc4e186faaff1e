using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Controller.ScheduledSparkApplications;
using Controller.SparkApplications.Status;
using Controller.SparkApplications.Tracking;
using Controller.SparkConnects;
using Shared.Contracts.Names;
using Testing;

namespace Deployment.Tests.Reference;

/// <summary>The words that events, conditions and diagnoses use: what is documented is what the code says.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Given_the_reasons_of_events_When_their_reference_is_made_Then_it_equals_the_committed_one()
    {
        var text = new StringBuilder($"""
            <!-- Made from the reasons in code: {GeneratedFile.Command} -->
            # Events

            Of the API group `events.k8s.io`, by `spark-application-controller`, about the object itself: `kubectl describe` and `kubectl events --for` show them. Every event has a text. What is said again within an hour is one event
            with a count; executors that change at the same moment are named in one. What is around a driver and was refused has the API server's own reason (`Forbidden`, `Invalid`).

            | reason | said when |
            |---|---|

            """);
        Rows(Described(typeof(EventReasons)), text);

        GeneratedFile.Holds(text.ToString(), "docs", "reference", "events.md");
    }

    [Fact]
    public void Given_conditions_and_causes_When_their_reference_is_made_Then_it_equals_the_committed_one()
    {
        var text = new StringBuilder($"""
            <!-- Made from the rules in code: {GeneratedFile.Command} -->
            # Conditions and diagnoses

            `status.conditions` with `status.observedGeneration` tell where an object stands; the reason of a condition that needs none of its own is the state. `status.diagnosis` tells why it fails or waits: category, one sentence,
            evidence, next step. Categories are never renamed.

            """);
        Section("Conditions of a SparkApplication", "condition", Described(typeof(StatusConditions)), text);
        Section("Conditions of a ScheduledSparkApplication", "condition", Described(typeof(ScheduleStatusRules)), text);
        Section("Conditions of a SparkConnect", "condition", Described(typeof(ConnectStatusRules)), text);
        Section("Waits, as reason of `Submitted` and as category", "reason", Described(typeof(Waits)), text);
        Causes("Categories that the API server's refusal tells", RejectionCauses.All, text);
        Causes("Categories that the driver's pod tells", DriverCauses.All, text);
        Causes("Categories that only events about the driver's pod tell (`--diagnose-driver-logs`)", PodEvents.All, text);
        Causes("Categories that only the end of the driver's log tells (`--diagnose-driver-logs`)", LogCauses.All, text);
        Causes("Categories of what the controller did or missed itself", Diagnoses.Own, text);

        GeneratedFile.Holds(text.ToString().TrimEnd('\n') + "\n", "docs", "reference", "conditions.md");
    }

    [Fact]
    public void Given_the_code_Then_it_says_no_reason_that_is_not_described_and_describes_none_that_it_never_says()
    {
        var code = string.Concat(Directory.GetFiles(Repository.PathTo("Controller"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Literal().Matches(code).Select(match => match.Value).Should().BeEmpty("reasons stand in EventReasons");
        typeof(EventReasons).GetFields().Where(field => !code.Contains($"EventReasons.{field.Name}", StringComparison.Ordinal)).Select(field => field.Name).Should().BeEmpty("nobody says them");
        typeof(EventReasons).GetFields().Should().OnlyContain(field => field.IsDefined(typeof(DescriptionAttribute), false));
    }

    private static IEnumerable<(string Word, string Meaning)> Described(Type type) =>
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        let description = field.GetCustomAttribute<DescriptionAttribute>()
        where description is not null
        select ((string)field.GetRawConstantValue()!, description.Description);

    private static void Section(string title, string what, IEnumerable<(string Word, string Meaning)> words, StringBuilder text)
    {
        text.Append($"## {title}\n\n| {what} | meaning |\n|---|---|\n");
        Rows(words, text);
        text.Append('\n');
    }

    private static void Rows(IEnumerable<(string Word, string Meaning)> words, StringBuilder text)
    {
        foreach (var (word, meaning) in words)
            text.Append($"| `{word}` | {meaning} |\n");
    }

    private static void Causes(string title, IEnumerable<Cause> causes, StringBuilder text)
    {
        text.Append($"## {title}\n\n| category | what | next step |\n|---|---|---|\n");
        foreach (var cause in causes)
            text.Append($"| `{cause.Category}` | {cause.Message} | {cause.NextStep} |\n");
        text.Append('\n');
    }

    [GeneratedRegex("new Effect\\.Announce\\(\\s*\"[^\"]*\"")]
    private static partial Regex Literal();
}
