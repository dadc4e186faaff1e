using System.Globalization;
using Shared.Contracts.Core;

namespace Shared.Contracts.Tests.Core;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("+1", 1)]
    [InlineData("-2.5", -2.5)]
    [InlineData(".5", 0.5)]
    [InlineData("1.", 1)]
    [InlineData("500m", 0.5)]
    [InlineData("1e3", 1000)]
    [InlineData("12E-1", 1.2)]
    [InlineData("512Mi", 536870912)]
    [InlineData("512M", 512000000)]
    [InlineData("1Ei", "1152921504606846976")]
    [InlineData("2E", 2e18)]
    [InlineData("100n", 0.0000001)]
    public void Reads_a_quantity_as_the_api_server_does(string text, object expected)
    {
        new Quantity(text).TryGetValue(out var value).Should().BeTrue();
        value.Should().Be(Convert.ToDecimal(expected, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1 Gi")]
    [InlineData("1gb")]
    [InlineData("1K")]
    [InlineData("1mi")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("lots")]
    [InlineData("99999999999999999999999999999Ei")]
    public void Refuses_what_is_not_a_quantity(string text) => new Quantity(text).TryGetValue(out _).Should().BeFalse();
}
