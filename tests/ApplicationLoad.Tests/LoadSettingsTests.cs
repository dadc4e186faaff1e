namespace ApplicationLoad.Tests;

public sealed class LoadSettingsTests
{
    private static readonly string[] Known = ["burst", "rate", "soak"];

    [Fact]
    public void Scenarios_and_options_come_in_any_order()
    {
        var settings = LoadSettings.Parse(["--rate", "500", "rate", "--minutes", "0.5", "burst", "--run-for", "100"], Known);

        settings.Scenarios.Should().Equal("rate", "burst");
        (settings.Rate, settings.Minutes, settings.Shape.RunFor).Should().Be((500, 0.5, TimeSpan.FromMilliseconds(100)));
        settings.Lasting(5).Should().Be(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("burts")]
    [InlineData("rate", "--rate", "fast")]
    [InlineData("rate", "--rate", "-1")]
    [InlineData("rate", "--minutes")]
    [InlineData("--rate", "5")]
    public void What_is_not_understood_is_told_with_what_there_is(params string[] arguments)
    {
        var parse = () => LoadSettings.Parse(arguments, Known);

        parse.Should().Throw<ArgumentException>().WithMessage("*Scenarios*--external*");
    }
}
