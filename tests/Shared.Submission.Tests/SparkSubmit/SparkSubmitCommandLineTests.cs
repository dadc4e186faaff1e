using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Tests.SparkSubmit;

public sealed class SparkSubmitCommandLineTests
{
    [Fact]
    public void Options_end_at_the_application_and_the_rest_is_its_own()
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse(
            ["--master=k8s://x", "--conf", "a=b=c", "-c", "d=", "--driver-memory", "2g", "--verbose", "local:///a.jar", "--conf", "x y", ""]);

        errors.Should().BeEmpty();
        arguments!.Flag("--master").Should().Be("k8s://x");
        arguments.Conf.Should().Equal(KeyValuePair.Create("a", "b=c"), KeyValuePair.Create("d", ""), KeyValuePair.Create("spark.driver.memory", "2g"));
        arguments.MainResource.Should().Be("local:///a.jar");
        arguments.Arguments.Should().Equal("--conf", "x y", "");
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse(["--nonsense", "--conf", "novalue", "--name"]);

        arguments.Should().BeNull();
        errors.Select(error => error.Path).Should().Equal("--nonsense", "--conf", "--name");
    }
}
