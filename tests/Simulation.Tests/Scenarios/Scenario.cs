using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Simulation.Tests.Goals;

namespace Simulation.Tests.Scenarios;

/// <summary>What is asked of the controller, what its pods do, what people do meanwhile, and how it has to end.</summary>
/// <param name="Plural">Of the kind of the object that it is about, which is called <see cref="SimulatedCluster.Name"/>.</param>
/// <param name="Manifest">Of that object; written anew for each creation.</param>
internal sealed record Scenario(string Name, string Plural, string Manifest, Goal Goal)
{
    /// <summary>Exit code of a driver, by how many its application has had, from 1. Default: all end well.</summary>
    public Func<int, int> ExitOf { get; init; } = _ => 0;

    /// <summary>Where a driver hangs until somebody takes it away, by the same number. Default: none does.</summary>
    public Func<int, Hang> Hangs { get; init; } = _ => Hang.No;

    /// <summary>How long a driver runs. Unit: virtual seconds.</summary>
    public int SecondsOfARun { get; init; } = 5;

    /// <summary>How long it is watched. Unit: virtual seconds.</summary>
    public int Seconds { get; init; } = 240;

    /// <summary>Of user actions, by virtual second.</summary>
    public IReadOnlyDictionary<int, Action<SimulatedCluster>> Actions { get; init; } = new Dictionary<int, Action<SimulatedCluster>>();

    /// <summary>Creations of a driver that are refused, counted from the first.</summary>
    public int RefusedSubmissions { get; init; }

    /// <summary>Objects of other people that are there beforehand, by collection.</summary>
    public ImmutableArray<(string Collection, string Manifest)> Others { get; init; } = [];

    /// <summary>What a person may do to the object; a Connect server cannot be suspended.</summary>
    public ImmutableArray<UserActionKind> UserActions => Plural == "sparkconnects"
        ? [UserActionKind.Delete, UserActionKind.Recreate, UserActionKind.Edit]
        : [.. Enum.GetValues<UserActionKind>()];

    public static readonly ImmutableArray<Scenario> All = [.. ApplicationScenarios.All, .. ScheduleScenarios.All, .. ConnectScenarios.All];

    public override string ToString() => Name;

    public static Scenario Find(string name) => All.Single(scenario => scenario.Name == name);

    internal static JsonObject Parse(string manifest) => (JsonObject)JsonNode.Parse(manifest)!;
}

/// <summary>Where a driver hangs.</summary>
internal enum Hang
{
    No,

    /// <summary>It finds no node.</summary>
    BeforeItRuns,
    WhileItRuns,
}
