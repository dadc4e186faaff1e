using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

/// <summary>A cluster of one's own with one command; needs the published programs (<c>E2E_PUBLISHED</c>).</summary>
public sealed class LocalUpTests
{
    [PublishedFact]
    public async Task What_local_up_starts_runs_an_application_and_is_gone_after_local_down()
    {
        var state = Directory.CreateTempSubdirectory("sparkctl-local");
        var environment = new Dictionary<string, string> { ["XDG_STATE_HOME"] = state.FullName };
        try
        {
            var up = await RunAsync(environment, "local", "up");
            up.ExitCode.Should().Be(0, up.Output);
            var kubeConfig = Path.Combine(state.FullName, "sparkctl", "local", "kubeconfig");
            up.Output.Should().Contain($"export KUBECONFIG={kubeConfig}");

            var file = Path.Combine(state.FullName, "spark-pi.json");
            await File.WriteAllTextAsync(file, Manifests.SparkPi("spark-pi").ToJsonString());
            (await new Sparkctl(kubeConfig).RunAsync("create", file, "--wait", "--timeout", "60s")).ExitCode.Should().Be(0);
            (await RunAsync(environment, "local", "up")).Output.Should().Contain("runs already");
            using var api = ClusterApi.Connect(kubeConfig);
            await api.NothingWasDeniedAsync("default");
        }
        finally
        {
            (await RunAsync(environment, "local", "down")).Output.Should().Contain("Stopped.");
            (await RunAsync(environment, "local", "down")).Output.Should().Contain("Nothing was running.");
            state.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] words)
    {
        await using var program = ProgramUnderTest.Start("sparkctl", words, environment);
        return (await program.ExitAsync(TimeSpan.FromMinutes(2)), program.Output);
    }
}
