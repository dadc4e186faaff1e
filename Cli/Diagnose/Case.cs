using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Cli.Diagnose;

/// <summary>All that was found about one application, for the rules to judge.</summary>
/// <param name="Json">The application as stored, unknown members included.</param>
/// <param name="Events">Of the application and of its pods, oldest first.</param>
/// <param name="DriverLog">Last lines of the driver's log; null when there is none to read.</param>
/// <param name="MissingReferences">ConfigMaps, Secrets, claims and accounts that the application names and that are not there.</param>
/// <param name="Gaps">What could not be read, and why.</param>
internal sealed record Case(
    SparkApplication Application,
    JsonObject Json,
    IReadOnlyList<Pod> Pods,
    IReadOnlyList<Event> Events,
    IReadOnlyList<string>? DriverLog,
    IReadOnlyList<string> MissingReferences,
    IReadOnlyList<string> Gaps);

/// <summary>What is wrong, why we think so, and what to do.</summary>
internal sealed record Cause(string Sentence, IReadOnlyList<string> Evidence, string NextStep);
