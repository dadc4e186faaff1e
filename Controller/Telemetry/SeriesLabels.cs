namespace Controller.Telemetry;

/// <summary>Labels of series from labels of objects. Source: <c>controller.md</c> 6.2.</summary>
internal sealed class SeriesLabels
{
    private const string Missing = "Unknown";
    private const string Namespace = "namespace";

    private readonly string[] _names;

    public SeriesLabels(IReadOnlyList<string> labels)
    {
        _names = [.. labels.Select(Name).Distinct(StringComparer.Ordinal)];
        Zero = [.. _names.Select(name => new KeyValuePair<string, object?>(name, Missing))];
    }

    /// <summary>Of the series that is there from the start.</summary>
    public KeyValuePair<string, object?>[] Zero { get; }

    /// <summary>A name as a series has it: charts write <c>app-type</c>, Prometheus knows <c>app_type</c>.</summary>
    public static string Name(string text) => text.Replace('-', '_');

    /// <summary>Whether the value of an object's label shows in a series.</summary>
    public bool Shows(string label) => Array.IndexOf(_names, Name(label)) >= 0;

    public KeyValuePair<string, object?>[] Of(string @namespace, IReadOnlyDictionary<string, string>? labels) =>
        [.. _names.Select(name => new KeyValuePair<string, object?>(name, Value(name, labels) ?? (name is Namespace ? @namespace : Missing)))];

    private static string? Value(string name, IReadOnlyDictionary<string, string>? labels) =>
        labels is null ? null : labels.TryGetValue(name, out var value) ? value : labels.FirstOrDefault(label => Name(label.Key) == name).Value;
}
