using Controller.Hosting;
using Shared.Hosting.Options;
using Testing;

namespace Controller.Tests.Hosting;

public sealed class OptionsReferenceTests
{
    private static readonly string File = Repository.PathTo("docs", "reference", "controller-options.md");

    [Fact]
    public void The_reference_of_options_is_up_to_date()
    {
        var text = OptionsReference.Of("Controller", "Controller", ControllerCommand.Options);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            System.IO.File.WriteAllText(File, text);

        System.IO.File.ReadAllText(File).Should().Be(text, "UPDATE_GOLDEN=1 rewrites {0}", File);
    }
}
