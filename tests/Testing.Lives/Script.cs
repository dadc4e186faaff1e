using System.Text.Json.Nodes;
using Controller;
using Controller.SparkApplications;
using Kubernetes.Client.Requests;
using Shared.Submission;

namespace Testing.Lives;

/// <summary>A life to be lived: what is there, what happens, and under which switches.</summary>
/// <param name="Given">Objects that exist beforehand.</param>
/// <param name="Steps">In the words of the recordings; see the README of the set <c>lifecycle</c>.</param>
public sealed record Script(string Namespace, IReadOnlyList<JsonObject> Given, IReadOnlyList<JsonObject> Steps)
{
    public SubmissionOptions Submission { get; init; } = SubmissionOptions.Default;

    public LifeRules Rules { get; init; } = LifeRules.Default;

    /// <summary>Counts what happens. Default: somebody whom nobody asks.</summary>
    public ControllerMetrics? Metrics { get; init; }

    /// <summary>Told of the controller before it works.</summary>
    public Action<SimulatedController> Started { get; init; } = _ => { };

    /// <summary>How far into a second the life begins. An <c>@every</c> drops what is below a second, so it decides when the first run comes.</summary>
    public TimeSpan Phase { get; init; }

    /// <summary>How long the life goes on at least, from its first step. Default: until the last step is done.</summary>
    public TimeSpan Until { get; init; }

    /// <summary>Asked before a driver is stored; what it throws is the API server's answer.</summary>
    public Action<ApiRequest> Refuse { get; init; } = _ => { };

    /// <summary>Accounts that pods may have; null means all.</summary>
    public IReadOnlyList<string>? ServiceAccounts { get; init; } = ["default", "spark"];

    /// <summary>
    /// Two reports of a pod with nothing between them: whether the controller gets to see the first one is chance. Told of the application and its states so far.
    /// Default: it does.
    /// </summary>
    public Func<string, IReadOnlyList<string>, bool> SeesBetween { get; init; } = (_, _) => true;
}
