using System.Text.Json.Serialization;
using Shared.Contracts.Serialization;

namespace Shared.Contracts.Core;

/// <summary>
/// An amount of a resource, kept exactly as written: <c>0.5</c>, <c>"500m"</c> and <c>"512Mi"</c> survive reading and writing.
/// Source: <c>apimachinery/pkg/api/resource</c>. Suffixes: n u m (none) k M G T P E, Ki Mi Gi Ti Pi Ei, or a decimal exponent.
/// </summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly record struct Quantity
{
    /// <param name="text">The amount as written.</param>
    /// <param name="wasNumber">True when it was a JSON number, not a string; it is written back in the same way.</param>
    public Quantity(string text, bool wasNumber = false) => (Text, WasNumber) = (text, wasNumber);

    public string Text { get; }

    public bool WasNumber { get; }

    /// <summary>The amount in units (cores, bytes); false when the text is not a quantity or does not fit a decimal.</summary>
    public bool TryGetValue(out decimal value) => QuantityText.TryParse(Text, out value);

    public override string ToString() => Text;

    public static implicit operator Quantity(string text) => new(text);
}
