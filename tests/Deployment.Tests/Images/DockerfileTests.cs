using System.Text.RegularExpressions;
using System.Xml.Linq;
using Testing;
using Testing.Charts;

namespace Deployment.Tests.Images;

public sealed class DockerfileTests
{
    // File, program as scripts/publish.sh knows it, and the file that it makes.
    private static readonly (string File, string Program, string Binary)[] All =
    [
        ("Dockerfile.controller", "Controller", "Controller"),
        ("Dockerfile.webhook", "Webhook", "Webhook"),
        ("Dockerfile.sparkctl", "Cli", "sparkctl"),
    ];

    public static TheoryData<string, string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (file, program, binary) in All)
                data.Add(file, program, binary);
            return data;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void An_image_is_built_by_the_script_that_is_run_here_and_by_nothing_else(string file, string program, string binary)
    {
        var (build, _) = Stages(file);

        build.Where(line => line.StartsWith("RUN ", StringComparison.Ordinal)).Should()
            .Equal($"RUN scripts/publish.sh /published \"linux-$(echo \"$TARGETARCH\" | sed s/amd64/x64/)\" {program}");
        build[0].Should().StartWith("FROM --platform=$BUILDPLATFORM ", "the compiler runs on the builder's own architecture and makes both");
        File.ReadAllText(Repository.PathTo("scripts", "publish.sh")).Should().Contain($"{program} ", "publish.sh knows the program");
        Regex.Match(File.ReadAllText(Repository.PathTo(program, $"{program}.csproj")), "<AssemblyName>(.+)</AssemblyName>").Groups[1].Value
            .Should().Be(binary == program ? "" : binary);
    }

    [Theory, MemberData(nameof(Files))]
    public void An_image_has_no_shell_no_root_and_the_time_zones(string file, string program, string binary)
    {
        var (_, image) = Stages(file);

        image[0].Should().Contain("chiseled", "such a base has neither shell nor package manager");
        image.Should().NotContain(line => line.StartsWith("RUN ", StringComparison.Ordinal), "nothing can run in it");
        image.Should().Contain("USER 1654:1654").And.Contain($"ENTRYPOINT [\"/app/{binary}\"]");
        image.Should().Contain("COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo").And.Contain($"COPY --from=build /published/{program} /app");
        string.Join(' ', image).Should().ContainAll("image.title=", "image.description=", "image.version=\"$VERSION\"", "image.licenses=\"Apache-2.0\"");
    }

    [Fact]
    public void Images_chart_and_programs_have_one_version()
    {
        var version = XDocument.Load(Repository.PathTo("Directory.Build.props")).Descendants("Version").Single().Value;

        ((string?)ChartRenderer.Yaml("Chart.yaml")["appVersion"]).Should().Be(version);
        foreach (var (file, _, _) in All)
            Stages(file).Image.Should().Contain($"ARG VERSION={version}");
    }

    // Instructions without comments, continued lines joined, of the stage that builds and of the one that is shipped.
    private static (string[] Build, string[] Image) Stages(string file)
    {
        var lines = File.ReadAllText(Repository.PathTo(file)).Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        var second = lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal));
        return ([.. lines.Take(second)], [.. lines.Skip(second)]);
    }
}
