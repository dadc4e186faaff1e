using System.Globalization;

namespace ApplicationLoad.Measuring;

/// <summary>One figure.</summary>
/// <param name="Goal">What it should be at most, or at least where <paramref name="IsAtLeast"/>; null: for information.</param>
internal sealed record Measurement(string Name, double Value, string Unit, double? Goal = null, bool IsAtLeast = false)
{
    public bool? IsMet => Goal is not { } goal ? null : IsAtLeast ? Value >= goal : Value <= goal;

    public string ValueText => Value.ToString(Math.Abs(Value) < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);

    public string GoalText => Goal is not { } goal ? "" : $"{(IsAtLeast ? "≥" : "≤")} {goal.ToString("#,0.##", CultureInfo.InvariantCulture)}";
}
