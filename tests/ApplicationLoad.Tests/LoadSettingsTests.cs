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
    [InlineData("1000", "--kube-api-qps=1000", "--kube-api-burst=2000")]
    [InlineData("0", "--kube-api-qps=0", "--kube-api-burst=1")]
    public void A_limit_is_handed_to_the_controller(string limit, params string[] arguments) =>
        LoadSettings.Parse(["rate", "--qps", limit], Known).ControllerArguments.Should().Equal(arguments);

    [Fact]
    public void Without_a_limit_the_controller_has_its_own() => LoadSettings.Parse(["rate"], Known).ControllerArguments.Should().BeEmpty();

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
