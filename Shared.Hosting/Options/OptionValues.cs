using System.Globalization;
using System.Net;

namespace Shared.Hosting.Options;

internal readonly record struct GivenValue(string Text, string Source);

/// <summary>The values of a process's options, with typed readers whose errors name where the value came from.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<string, GivenValue> _values;
    private readonly HashSet<string> _known;

    internal OptionValues(IReadOnlyList<CommandOption> options, Dictionary<string, GivenValue> given)
    {
        _known = [.. options.Select(option => option.Name)];
        _values = new Dictionary<string, GivenValue>(given, StringComparer.Ordinal);
        foreach (var option in options)
        {
            if (option.Default is { } value)
                _values.TryAdd(option.Name, new GivenValue(value, "--" + option.Name));
        }
    }

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string name) => Find(name)?.Text;

    public string Required(string name) =>
        Text(name) ?? throw new UsageException($"'--{name}' is missing; it has no default.");

    public bool Switch(string name) => Find(name) is { } given
        && (bool.TryParse(given.Text, out var on) ? on : throw Wrong(given, "is not 'true' or 'false'"));

    /// <summary>Comma-separated; blanks around items and empty items are dropped. Absent is an empty list.</summary>
    public IReadOnlyList<string> List(string name) =>
        Find(name)?.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public int? Integer(string name, int minimum, int maximum) => Find(name) is { } given
        ? int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(given, $"is not a whole number from {minimum} to {maximum}")
        : null;

    public TEnum? OneOf<TEnum>(string name) where TEnum : struct, Enum => Find(name) is { } given
        ? Enum.TryParse<TEnum>(given.Text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(given.Text[0])
            ? value
            : throw Wrong(given, $"is none of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}")
        : null;

    /// <summary>An address to listen on: <c>https://127.0.0.1:9443</c>; host <c>*</c> or <c>0.0.0.0</c> means every interface, port 0 any free port.</summary>
    public ListenAddress? Listen(string name, params IReadOnlyList<string> schemes)
    {
        if (Find(name) is not { } given)
            return null;

        var text = given.Text.Replace("://*:", "://0.0.0.0:", StringComparison.Ordinal);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme) || uri.PathAndQuery != "/")
            throw Wrong(given, $"is not an address such as {schemes[0]}://127.0.0.1:{(schemes[0] == "https" ? 9443 : 8080)}");
        var address = uri.Host is "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.DnsSafeHost, out var ip) ? ip
            : throw Wrong(given, $"names host '{uri.Host}'; write an IP address of this machine, 127.0.0.1, or * for all");
        return new ListenAddress(uri.Scheme, new IPEndPoint(address, uri.Port));
    }

    private GivenValue? Find(string name)
    {
        if (!_known.Contains(name))
            throw new ArgumentException($"Option '{name}' is not declared.", nameof(name));
        return _values.TryGetValue(name, out var given) && given.Text.Length > 0 ? given : null;
    }

    private static UsageException Wrong(GivenValue given, string what) => new($"{given.Source}: '{given.Text}' {what}.");
}

/// <summary>Where to listen, and over which scheme.</summary>
public sealed record ListenAddress(string Scheme, IPEndPoint EndPoint)
{
    public override string ToString() => $"{Scheme}://{EndPoint}";
}
