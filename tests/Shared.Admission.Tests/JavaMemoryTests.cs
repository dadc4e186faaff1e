namespace Shared.Admission.Tests;

public sealed class JavaMemoryTests
{
    [Theory]
    [InlineData("512m", "512Mi")]
    [InlineData("512MB", "512Mi")]
    [InlineData(" 2G ", "2Gi")]
    [InlineData("2Gb", "2Gi")]
    [InlineData("100k", "100Ki")]
    [InlineData("1t", "1Ti")]
    [InlineData("1p", "1Pi")]
    [InlineData("1.5g", "1.5Gi")]
    [InlineData("512Mi", "512Mi")]
    [InlineData("1024", "1024")]
    [InlineData("", "")]
    [InlineData("100b", "100b")]
    public void A_JVM_unit_becomes_a_binary_suffix_and_all_else_stays(string text, string expected) => JavaMemory.ToQuantityText(text).Should().Be(expected);

    [Theory]
    [InlineData("1073741824", true)]
    [InlineData("1024K", true)]
    [InlineData("2048mb", true)]
    [InlineData("1pb", true)]
    [InlineData("5b", true)]
    [InlineData("1x", false)]
    [InlineData("1g2m", false)]
    [InlineData("-1g", false)]
    [InlineData("1.5g", false)]
    [InlineData("1Gi", false)]
    [InlineData("1bb", false)]
    [InlineData(" ", false)]
    [InlineData("g", false)]
    [InlineData("1 g", false)]
    public void Spark_reads_whole_numbers_with_one_unit(string text, bool expected) => JavaMemory.IsValid(text).Should().Be(expected);

    [Theory]
    [InlineData("1b", 1)]
    [InlineData("100k", 102400)]
    [InlineData("10TB", 10995116277760)]
    [InlineData("10PB", 11258999068426240)]
    [InlineData("3", 3145728)]
    public void Units_are_binary_multiples_and_a_bare_number_has_the_unit_of_its_setting(string text, long expected)
    {
        JavaMemory.TryGetBytes(text, bareUnit: 1 << 20, out var bytes).Should().BeTrue();
        bytes.Should().Be(expected);
    }

    [Fact]
    public void Numbers_beyond_all_machines_are_no_amounts() => JavaMemory.TryGetBytes(new string('9', 40) + "p", 1, out _).Should().BeFalse();
}
