namespace Shared.Submission.Tests;

public sealed class SubmissionIdsTests
{
    [Fact]
    public void An_id_is_a_uuid_of_version_five()
    {
        var id = Guid.Parse(SubmissionIds.Next("uid", null));

        id.Version.Should().Be(5);
        id.Variant.Should().BeInRange(8, 11);
    }

    [Fact]
    public void The_chain_of_an_application_is_the_same_every_time_and_never_repeats()
    {
        var chain = Chain("uid-1", 200);

        Chain("uid-1", 200).Should().Equal(chain);
        chain.Should().OnlyHaveUniqueItems();
        chain.Should().NotIntersectWith(Chain("uid-2", 200));
    }

    [Fact]
    public void No_previous_id_and_an_empty_one_are_the_same() =>
        SubmissionIds.Next("uid", "").Should().Be(SubmissionIds.Next("uid", null));

    [Fact]
    public void All_that_spark_draws_differs_between_attempts_and_within_one()
    {
        var first = SparkIdentity.Of(new SubmissionIdentity(SubmissionIds.Next("uid", null), DateTimeOffset.UnixEpoch));
        var second = SparkIdentity.Of(new SubmissionIdentity(SubmissionIds.Next("uid", SubmissionIds.Next("uid", null)), DateTimeOffset.UnixEpoch));

        new[] { first.ResourceId, first.ConfigMapId, first.ServiceId, second.ResourceId, second.ConfigMapId, second.ServiceId }
            .Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.Length == 16 && id.All(char.IsAsciiHexDigitLower));
        first.ApplicationId.Should().MatchRegex("^spark-[0-9a-f]{32}$").And.NotBe(second.ApplicationId);
    }

    private static List<string> Chain(string uid, int length)
    {
        var ids = new List<string>();
        for (var index = 0; index < length; index++)
            ids.Add(SubmissionIds.Next(uid, ids.LastOrDefault()));
        return ids;
    }
}
