namespace Conformance.Tests;

public sealed class ExclusionsTests
{
    private static readonly ReplayResult Passed = new("a/good", []);

    private static readonly ReplayResult Broken = new("a/bad", [new FailedStep(2, "step 2"), new FailedStep(3, "step 3")]);

    [Fact]
    public void Given_a_list_When_it_is_read_Then_steps_are_optional_and_reasons_are_not()
    {
        Exclusions.Read("- {transcript: a/bad, step: 2, reason: no CEL}\n- {transcript: b, reason: none}")
            .Should().Equal(new Exclusion("a/bad", 2, "no CEL"), new Exclusion("b", null, "none"));

        var withoutReason = () => Exclusions.Read("- {transcript: a/bad}");
        withoutReason.Should().Throw<FormatException>().WithMessage("*gives no reason*");
    }

    [Fact]
    public void Given_an_excluded_step_When_another_step_fails_Then_that_one_is_told()
    {
        Exclusions.Undeclared([new("a/bad", 2, "r")], [Passed, Broken]).Should().Equal("a/bad, step 3");
        Exclusions.Undeclared([new("a/bad", null, "r")], [Passed, Broken]).Should().BeEmpty();
    }

    [Fact]
    public void Given_an_exclusion_When_nothing_fails_there_Then_it_is_idle()
    {
        Exclusion[] exclusions = [new("a/good", null, "r"), new("a/bad", 2, "r"), new("a/bad", 9, "r"), new("a/unknown", null, "r")];

        Exclusions.Idle(exclusions, [Passed, Broken]).Select(exclusion => exclusion.ToString()).Should().Equal("a/good", "a/bad, step 9", "a/unknown");
    }
}
