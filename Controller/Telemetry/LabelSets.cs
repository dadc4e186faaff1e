using System.Diagnostics.Metrics;

namespace Controller.Telemetry;

/// <summary>Counts by label set; a set that was seen stays, with zero, as those who compute with it expect. Bounded.</summary>
/// <param name="zero">There from the start.</param>
internal sealed class LabelSets(KeyValuePair<string, object?>[] zero)
{
    private const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeyValuePair<string, object?>[]> _seen = new(StringComparer.Ordinal) { [Text(zero)] = zero };

    public IReadOnlyList<Measurement<long>> Count(IEnumerable<KeyValuePair<string, object?>[]> labels)
    {
        lock (_gate)
        {
            var counts = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var set in labels)
            {
                var text = Text(set);
                if (_seen.Count < Most || _seen.ContainsKey(text))
                    _seen[text] = set;
                else
                    text = Text(zero); // What is one too many is counted with those that say nothing.
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }

            return [.. _seen.Select(entry => new Measurement<long>(counts.GetValueOrDefault(entry.Key), entry.Value))];
        }
    }

    private static string Text(KeyValuePair<string, object?>[] set) => string.Join('\n', set.Select(label => label.Value));
}
