namespace Shared.Contracts.SparkApplications;

/// <summary>The states as they are written in <c>status.applicationState.state</c>.</summary>
public static class ApplicationStates
{
    // In the order of the enumeration.
    private static readonly string[] Texts =
    [
        "", "SUBMITTED", "RUNNING", "COMPLETED", "FAILED", "SUBMISSION_FAILED", "PENDING_RERUN", "INVALIDATING",
        "SUCCEEDING", "FAILING", "SUSPENDING", "SUSPENDED", "RESUMING", "UNKNOWN",
    ];

    /// <summary>Every state once.</summary>
    public static IReadOnlyList<ApplicationState> All { get; } = Enum.GetValues<ApplicationState>();

    /// <summary>The text that clients see.</summary>
    public static string ToText(this ApplicationState state) => Texts[(int)state];

    /// <summary>An absent text is a new application; a text that is none of ours is <see cref="ApplicationState.Unknown"/>.</summary>
    public static ApplicationState Parse(string? text)
    {
        var index = Array.IndexOf(Texts, text ?? "");
        return index < 0 ? ApplicationState.Unknown : (ApplicationState)index;
    }

    /// <summary>True when nothing more happens to the application by itself.</summary>
    public static bool IsTerminal(this ApplicationState state) => state is ApplicationState.Completed or ApplicationState.Failed;
}
