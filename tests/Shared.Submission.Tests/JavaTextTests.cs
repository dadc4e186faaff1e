namespace Shared.Submission.Tests;

public sealed class JavaTextTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(0.4, "0.4")]
    [InlineData(1, "1.0")]
    [InlineData(1.5, "1.5")]
    [InlineData(0, "0.0")]
    [InlineData(0.0001, "1.0E-4")]
    [InlineData(0.00012, "1.2E-4")]
    [InlineData(0.001, "0.001")]
    [InlineData(1234567, "1234567.0")]
    [InlineData(12345678, "1.2345678E7")]
    public void A_double_is_written_as_java_writes_it(double value, string text) => JavaText.Of(value).Should().Be(text);

    [Theory]
    [InlineData("0.10", 0.1)]
    [InlineData("1e-1", 0.1)]
    [InlineData(" .5 ", 0.5)]
    [InlineData("2f", 2)]
    public void A_double_is_read_as_java_reads_it(string text, double value)
    {
        JavaText.TryParseDouble(text, out var read).Should().BeTrue();
        read.Should().Be(value);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("0,1")]
    [InlineData("NaN")]
    public void What_is_no_double_is_refused(string text) => JavaText.TryParseDouble(text, out _).Should().BeFalse();

    [Fact]
    public void Only_what_java_calls_white_space_is_trimmed() => JavaText.Trim(" \t\0a\u00a0\n").Should().Be("a\u00a0");
}
