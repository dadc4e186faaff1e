using System.Diagnostics;
using System.Diagnostics.Metrics;
using Controller.Hosting;
using Controller.Telemetry;
using Kubernetes.Client.Connection;
using Microsoft.Extensions.DependencyInjection;
using Shared.Hosting.Metrics;
using Testing;
using Testing.Time;

namespace Controller.Tests.Telemetry;

public sealed class PromtoolTests
{
    // These names are given: dashboards of the operator that we replace know them.
    private static readonly string[] GivenNames = ["spark_application_", "spark_executor_", "controller_runtime_", "workqueue_"];

    [ToolFact("promtool")]
    public async Task Given_the_page_of_a_controller_Then_Prometheus_can_read_it_and_finds_fault_with_given_names_only()
    {
        var (code, said) = await CheckAsync(Page());

        code.Should().BeOneOf([0, 3], "1 is a page that cannot be read: {0}", said);
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !GivenNames.Any(line.StartsWith)).Should().BeEmpty();
    }

    [Fact]
    public void Given_the_page_of_a_controller_Then_the_reference_names_every_family()
    {
        var reference = File.ReadAllText(Repository.PathTo("docs", "reference", "exported-metrics.md"));

        Page().Split('\n').Where(line => line.StartsWith("# TYPE ")).Select(line => line.Split(' ')[2])
            .Where(family => !reference.Contains($"`{family}`")).Should().BeEmpty();
    }

    private static string Page()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var text = new MetricsText(meters, [ControllerMetrics.MeterName, RequestMetrics.MeterName, ProcessMetrics.MeterName]);
        text.Start();
        ProcessMetrics.AddTo(meters);
        _ = new RequestMetrics(meters, "10.96.0.1:443");
        var telemetry = new ControllerTelemetry(meters, new MetricsOptions { Labels = ["app-type", "namespace"] }, new ManualTimeProvider());
        _ = telemetry.Work.Of("sparkapplication", 10);
        telemetry.ShowLease("lock", () => true);
        _ = new ClusterGauges(meters, MetricsOptions.Default, () => [], () => [], new StateAges(new ManualTimeProvider()), () => true);
        telemetry.ShowZeros(text);
        return text.Write();
    }

    private static async Task<(int Code, string Said)> CheckAsync(string page)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await promtool.StandardInput.WriteAsync(page);
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, said);
    }
}
