using System.Globalization;
using System.Text;

namespace LocalCluster.Json;

/// <summary>Where a walk through an object stands. Steps are cheap; the path is written down only when somebody has to be told.</summary>
internal sealed class Trail
{
    private readonly List<Step> _steps = [];

    /// <summary>To a field of a struct.</summary>
    /// <param name="name">Of the field.</param>
    /// <param name="owner">Name of the struct.</param>
    public void Field(string name, string owner = "") => _steps.Add(new Step(name, owner, -1));

    /// <summary>To a value of a map.</summary>
    public void Key(string name) => _steps.Add(new Step(name, null, -1));

    public void Index(int index) => _steps.Add(new Step("", null, index));

    public void Back() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary><c>spec.containers[0].env</c>.</summary>
    public string Path()
    {
        var text = new StringBuilder();
        foreach (var step in _steps)
        {
            if (step.Index >= 0)
                _ = text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            else
                _ = text.Append(text.Length > 0 ? "." : "").Append(step.Name);
        }

        return text.ToString();
    }

    /// <summary>As a Go decoder names it: the innermost struct, then the fields on the way.</summary>
    public string GoPlace() => $"{_steps.Last(step => step.Owner is not null).Owner}.{string.Join('.', _steps.Where(step => step.Owner is not null).Select(step => step.Name))}";

    /// <param name="Name">Of a field or a key.</param>
    /// <param name="Owner">Of a field; null for the others.</param>
    /// <param name="Index">Of an element; -1 for the others.</param>
    private readonly record struct Step(string Name, string? Owner, int Index);
}
