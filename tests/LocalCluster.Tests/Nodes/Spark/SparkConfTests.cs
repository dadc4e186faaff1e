using LocalCluster.Nodes.Spark;

namespace LocalCluster.Tests.Nodes.Spark;

public sealed class SparkConfTests
{
    [Theory]
    [InlineData("a=1", "a", "1")]
    [InlineData("a = 1", "a", "1")]
    [InlineData("a:1", "a", "1")]
    [InlineData("a 1", "a", "1")]
    [InlineData(@"a\:b=c\:d", "a:b", "c:d")]
    [InlineData(@"a=x\ty\u00e9", "a", "x\tyé")]
    [InlineData("a=one\\\n   two", "a", "onetwo")]
    [InlineData("a=", "a", "")]
    public void Given_a_line_of_Java_properties_When_it_is_read_Then_it_means_what_it_means_to_Java(string text, string key, string value) =>
        SparkConf.Parse($"#Java properties\n\n! note\n{text}\n").Entries.Should().Equal(new Dictionary<string, string> { [key] = value });

    [Theory]
    [InlineData("512m", 512)]
    [InlineData("2g", 2048)]
    [InlineData("1048576k", 1024)]
    [InlineData("700", 700)]
    public void Given_a_memory_size_When_it_is_read_Then_a_bare_number_means_mebibytes(string text, long expected) => SparkSizes.MiBOf(text).Should().Be(expected);

    [Fact]
    public void Given_what_is_no_size_When_it_is_read_Then_it_is_none() => SparkSizes.MiBOf("lots").Should().BeNull();
}
