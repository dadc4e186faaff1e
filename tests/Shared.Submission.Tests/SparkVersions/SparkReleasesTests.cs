using Shared.Submission.SparkVersions;
using Testing;

namespace Shared.Submission.Tests.SparkVersions;

public sealed class SparkReleasesTests
{
    [Theory]
    [InlineData("3.5.1", "3.5.1", "3.5.1")]
    [InlineData("v3.5.1", "3.5.1", "3.5.1")]
    [InlineData("4.0", "4.0.1", "4.0.1")]
    [InlineData("4.0.99", "4.0.99", "4.0.99")]
    [InlineData("4.1.0-preview1", "4.1.0", "4.1.0")]
    public void A_version_of_a_known_line_decides_alone(string text, string label, string rules)
    {
        var (release, warning) = SparkReleases.Resolve(text, "apache/spark:3.4.4");

        release.Should().Be(new SparkRelease(label, Version.Parse(rules)));
        warning.Should().BeNull();
    }

    [Theory]
    [InlineData("9.1.0", "9.1.0", "4.3.0")]
    [InlineData("4.4", "4.4", "4.3.0")]
    [InlineData("2.4.8", "2.4.8", "3.3.4")]
    public void An_unknown_line_gets_the_nearest_rules_and_a_warning(string text, string label, string rules)
    {
        var (release, warning) = SparkReleases.Resolve(text, null);

        release.Should().Be(new SparkRelease(label, Version.Parse(rules)));
        warning.Should().Contain(rules);
    }

    [Theory]
    [InlineData("latest", "registry:5000/apache/spark:v3.5.7-python3", "3.5.7")]
    [InlineData("", "apache/spark:4.1.1@sha256:aa", "4.1.1")]
    [InlineData(null, "registry:5000/spark", "4.3.0")]
    [InlineData("latest", "spark:latest", "4.3.0")]
    [InlineData("latest", null, "4.3.0")]
    public void Without_a_version_the_image_decides_and_else_the_newest(string? text, string? image, string label)
    {
        var (release, warning) = SparkReleases.Resolve(text, image);

        release.Label.Should().Be(label);
        warning.Should().NotBeNull();
    }

    [Theory]
    [InlineData("3.3.9", false)]
    [InlineData("3.4.2", false)]
    [InlineData("3.4.3", true)]
    [InlineData("3.5.0", false)]
    [InlineData("3.5.1", true)]
    [InlineData("4.0.0", true)]
    public void A_backport_counts_from_its_patch_on(string version, bool has) =>
        SparkFeatures.LegacyReadWriteOnceKey.IsIn(Version.Parse(version)).Should().Be(has);

    [Fact]
    public void The_document_tells_every_difference()
    {
        var document = File.ReadAllText(Repository.PathTo("docs", "spark-versions.md"));

        foreach (var feature in SparkFeatures.All)
            document.Should().Contain($"| {string.Join(", ", feature.Since)} | {feature.Name} | {feature.Evidence.ToString().ToLowerInvariant()} |");
        foreach (var release in SparkRelease.Known)
            document.Should().Contain(release.Label);
    }

    [Fact]
    public void No_difference_is_left_out_of_the_list() =>
        typeof(SparkFeatures).GetFields().Select(field => field.GetValue(null)).OfType<SparkFeature>().Should().BeEquivalentTo(SparkFeatures.All);
}
