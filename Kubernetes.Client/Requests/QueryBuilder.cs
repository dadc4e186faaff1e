using System.Collections.Immutable;
using System.Globalization;

namespace Kubernetes.Client.Requests;

/// <summary>Collects the parameters that are present.</summary>
internal readonly struct QueryBuilder()
{
    private readonly ImmutableArray<KeyValuePair<string, string>>.Builder _parameters = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();

    public QueryBuilder Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _parameters.Add(new(name, value));
        return this;
    }

    public QueryBuilder Add(string name, bool value) => value ? Add(name, "true") : this;

    public QueryBuilder Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryBuilder AddSeconds(string name, TimeSpan? value) => Add(name, value is { } span ? (long)Math.Ceiling(span.TotalSeconds) : null);

    public ImmutableArray<KeyValuePair<string, string>> Build() => _parameters.ToImmutable();
}
