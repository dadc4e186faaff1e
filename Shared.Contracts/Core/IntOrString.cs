using System.Globalization;
using System.Text.Json.Serialization;
using Shared.Contracts.Serialization;

namespace Shared.Contracts.Core;

/// <summary>A whole number or a text, such as a port by number or by name. Source: <c>util/intstr</c>.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    private readonly string? _text;
    private readonly long _number;

    public IntOrString(long number) => _number = number;

    public IntOrString(string text) => _text = text;

    public bool IsNumber => _text is null;

    /// <summary>The number, or null when this is a text.</summary>
    public long? Number => _text is null ? _number : null;

    /// <summary>The text as written, or the digits of the number.</summary>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);

    public static implicit operator IntOrString(int number) => new(number);

    public static implicit operator IntOrString(string text) => new(text);
}
