using System.Globalization;

namespace Shared.Hosting.Options;

internal readonly record struct GivenValue(string Text, string Source);

/// <summary>The values of a process's options, with typed readers whose errors name where the value came from.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<string, GivenValue> _values;
    private readonly HashSet<string> _known;
    private readonly HashSet<string> _given;

    internal OptionValues(IReadOnlyList<CommandOption> options, Dictionary<string, GivenValue> given)
    {
        _known = [.. options.Select(option => option.Name)];
        _given = [.. given.Keys];
        _values = new Dictionary<string, GivenValue>(given, StringComparer.Ordinal);
        WithoutEffect = [.. options.Where(option => option.WithoutEffect is not null && given.ContainsKey(option.Name)).Select(option => $"{given[option.Name].Source} has no effect: {option.WithoutEffect}")];
        foreach (var option in options)
        {
            if (option.Default is { } value)
                _values.TryAdd(option.Name, new GivenValue(value, "--" + option.Name));
        }
    }

    /// <summary>A sentence for each option that was given and changes nothing.</summary>
    public IReadOnlyList<string> WithoutEffect { get; }

    /// <summary>Whether somebody chose it, so that no default speaks.</summary>
    public bool IsGiven(string name) => _given.Contains(name) && Find(name) is not null;

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string name) => Find(name)?.Text;

    public string Required(string name) =>
        Text(name) ?? throw new UsageException($"'--{name}' is missing; it has no default.");

    public bool Switch(string name) => Find(name) is { } given
        && (bool.TryParse(given.Text, out var on) ? on : throw Wrong(given, "is not 'true' or 'false'"));

    /// <summary>Comma-separated; blanks and quotes around items and empty items are dropped. Absent is an empty list.</summary>
    public IReadOnlyList<string> List(string name) => [.. Items(name).Where(item => item.Length > 0)];

    /// <summary>Names of namespaces; empty for all. Absent, empty and a list with an empty name (charts write <c>""</c>, quotes included) all mean all.</summary>
    public IReadOnlyList<string> Namespaces(string name) =>
        Items(name) is var names && names.Contains("") ? [] : names.Distinct(StringComparer.Ordinal).ToList();

    public int? Integer(string name, int minimum, int maximum) => Find(name) is { } given
        ? int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(given, $"is not a whole number from {minimum} to {maximum}")
        : null;

    public double? Number(string name, double minimum, double maximum) => Find(name) is { } given
        ? double.TryParse(given.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(given, $"is not a number from {minimum} to {maximum}")
        : null;

    /// <summary>Comma-separated numbers, each larger than the one before.</summary>
    public IReadOnlyList<double>? Ascending(string name)
    {
        if (Find(name) is not { } given)
            return null;

        var numbers = Items(name).Select(item => double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToList();
        return numbers.TrueForAll(double.IsFinite) && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second)
            ? numbers
            : throw Wrong(given, "is not a list of growing numbers such as 0.5,1,2,4");
    }

    public TEnum? OneOf<TEnum>(string name) where TEnum : struct, Enum => Find(name) is { } given
        ? Enum.TryParse<TEnum>(given.Text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(given.Text[0])
            ? value
            : throw Wrong(given, $"is none of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}")
        : null;

    /// <summary>An address to listen on: <c>https://127.0.0.1:9443</c>; host <c>*</c> or <c>0.0.0.0</c> means every interface, port 0 any free port.</summary>
    public ListenAddress? Listen(string name, params IReadOnlyList<string> schemes) =>
        Find(name) is { } given ? ListenAddress.Of(given.Text, schemes, out var problem) ?? throw Wrong(given, problem) : null;

    /// <summary>An address to listen on as <c>:8080</c>, <c>127.0.0.1:8080</c> or <c>http://127.0.0.1:8080</c>. Null when absent, and when <c>0</c> says that nobody shall listen.</summary>
    public ListenAddress? Binding(string name) => Find(name) is { Text: not "0" } given
        ? ListenAddress.OfBinding(given.Text, out var problem) ?? throw Wrong(given, problem)
        : null;

    private string[] Items(string name) => Find(name)?.Text.Split(',').Select(item => item.Trim().Trim('"')).ToArray() ?? [];

    private GivenValue? Find(string name)
    {
        if (!_known.Contains(name))
            throw new ArgumentException($"Option '{name}' is not declared.", nameof(name));
        return _values.TryGetValue(name, out var given) && given.Text.Length > 0 ? given : null;
    }

    private static UsageException Wrong(GivenValue given, string what) => new($"{given.Source}: '{given.Text}' {what}.");
}
