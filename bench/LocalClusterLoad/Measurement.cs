using System.Globalization;

namespace LocalClusterLoad;

/// <summary>One figure. <paramref name="Goal"/> is what it should be at least (a rate) or at most (the rest); null: for information.</summary>
internal sealed record Measurement(string Name, double Value, string Unit, double? Goal = null)
{
    private bool IsRate => Unit.EndsWith("/s", StringComparison.Ordinal);

    public bool? IsMet => Goal is { } goal ? (IsRate ? Value >= goal : Value <= goal) : null;

    public override string ToString()
    {
        var value = Value.ToString(Math.Abs(Value) < 100 ? "0.###" : "#,0", CultureInfo.InvariantCulture);
        var goal = Goal is { } number ? $"   goal {(IsRate ? ">=" : "<=")} {number.ToString("#,0.###", CultureInfo.InvariantCulture)}: {(IsMet is true ? "met" : "NOT MET")}" : "";
        return $"{Name,-58} {value,12} {Unit}{goal}";
    }
}
