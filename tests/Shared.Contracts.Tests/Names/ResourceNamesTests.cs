using Shared.Contracts.Names;

namespace Shared.Contracts.Tests.Names;

public sealed class ResourceNamesTests
{
    [Fact]
    public void Given_a_short_name_When_the_UI_is_named_Then_the_name_is_kept() =>
        ResourceNames.WebUIService("spark-pi").Should().Be("spark-pi-ui-svc");

    [Theory]
    [InlineData(56, false)]
    [InlineData(57, true)]
    public void Given_a_long_name_When_the_UI_Service_is_named_Then_it_is_a_label_of_at_most_63_characters(int length, bool shortened)
    {
        var application = new string('a', length);

        var name = ResourceNames.WebUIService(application);

        name.Should().HaveLength(63).And.EndWith("-ui-svc");
        name.StartsWith(application, StringComparison.Ordinal).Should().Be(!shortened);
    }

    [Fact]
    public void Given_two_long_names_that_differ_at_the_end_When_shortened_Then_they_still_differ() =>
        ResourceNames.WebUIIngress(new string('a', 62) + "b").Should().NotBe(ResourceNames.WebUIIngress(new string('a', 62) + "c"));
}
