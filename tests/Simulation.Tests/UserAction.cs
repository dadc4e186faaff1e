namespace Simulation.Tests;

/// <summary>What a person does to the object that a scenario is about.</summary>
public enum UserActionKind
{
    Delete,
    Recreate,
    Edit,
    Suspend,
    SuspendAndResume,
}

/// <summary>One user action of a plan, between two steps of the controller.</summary>
/// <param name="Call">Number of the call before which it happens, from 1.</param>
public sealed record UserAction(int Call, UserActionKind Kind);
