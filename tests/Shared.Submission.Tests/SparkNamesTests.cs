using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests;

public sealed class SparkNamesTests
{
    private static readonly SparkIdentity Identity = SparkIdentity.Of(A.Identity);

    [Theory]
    [InlineData(" Job+Spark-Pi 2021", "job-spark-pi-2021")]
    [InlineData("-hello-", "hello")]
    [InlineData("你好", "")]
    [InlineData("---a---", "a")]
    public void A_name_becomes_a_label(string name, string label) => SparkNames.AppNameLabel(name).Should().Be(label);

    [Theory]
    [InlineData(64, "", 63)]
    [InlineData(62, "-aaa", 62)]
    public void A_long_name_is_cut_before_its_dashes_go(int letters, string rest, int length) =>
        SparkNames.AppNameLabel(new string('a', letters) + rest).Should().Be(new string('a', length));

    [Theory]
    [InlineData("_hello_", "3.5.7", "hello-")]
    [InlineData("123456", "3.5.7", "x23456-")]
    [InlineData("---123", "3.5.7", "x23-")]
    [InlineData("ml.train", "3.5.7", "ml-train-")]
    [InlineData("123456", "3.3.0", "123456-")]
    [InlineData("_hello_", "3.3.0", "-hello-")]
    public void A_prefix_follows_the_release(string name, string version, string start) =>
        SparkNames.For(name, Identity, SparkReleases.For(version)).Prefix.Should().StartWith(start).And.EndWith(Identity.ResourceId[1..]);

    [Theory]
    [InlineData(35)]
    [InlineData(36)]
    [InlineData(300)]
    public void A_service_name_never_exceeds_a_dns_label(int length) =>
        SparkNames.For(new string('n', length), Identity, SparkRelease.Newest).DriverService.Length.Should().BeLessThanOrEqualTo(63);

    [Fact]
    public void A_service_with_room_for_its_usual_name_has_it() =>
        SparkNames.For(new string('n', 35), Identity, SparkRelease.Newest).DriverService.Should().StartWith("nnn").And.EndWith("-driver-svc");
}
