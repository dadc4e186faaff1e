using Shared.Hosting.Logging;

namespace Shared.Hosting.Tests;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer ***")]
    [InlineData("https://user:pw@host/x", "https://***@host/x")]
    [InlineData("spark.hadoop.fs.s3a.secret.key=abc next", "spark.hadoop.fs.s3a.secret.key=*** next")]
    [InlineData("password: \"abc\"", "password: \"***\"")]
    [InlineData("line\nforged", "line\\u000aforged")]
    [InlineData("spark-pi in default", "spark-pi in default")]
    public void Secrets_are_masked_and_control_characters_escaped(string text, string expected) => Redaction.Clean(text).Should().Be(expected);
}
