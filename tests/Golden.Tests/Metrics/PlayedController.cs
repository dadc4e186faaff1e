using System.Diagnostics.Metrics;
using Controller;
using Controller.Hosting;
using Controller.Telemetry;
using Golden.Tests.Lives;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.DependencyInjection;
using Shared.Hosting.Metrics;
using Testing.Lives;
using Testing.Recordings;
using Testing.Time;

namespace Golden.Tests.Metrics;

/// <summary>Everything that a controller measures, while it lives recorded lives.</summary>
internal sealed class PlayedController : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<SimulatedController> _controllers = [];
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly ControllerTelemetry _telemetry;
    private readonly MetricsText _text;

    public PlayedController()
    {
        var (clock, options, meters) = (new ManualTimeProvider(), new MetricsOptions { Labels = ["app_type"] }, _services.GetRequiredService<IMeterFactory>());
        _text = new MetricsText(meters, [ControllerMetrics.MeterName, RequestMetrics.MeterName]);
        _text.Start();
        _ = new RequestMetrics(meters, "10.96.0.1:443");
        _telemetry = new ControllerTelemetry(meters, options, clock);
        _queue = _telemetry.Work.Of("sparkapplication", 10).Observe(observer => new WorkQueue<ObjectKey>(key => key.Namespace, clock, new Random(1), observer: observer));
        _ = new ClusterGauges(
            meters, options, () => _controllers.SelectMany(controller => controller.AllApplications), () => _controllers.SelectMany(controller => controller.AllPods), new StateAges(clock), () => true);
        _telemetry.ShowZeros(_text);
    }

    public async Task PlayAsync(GoldenCase life) =>
        _ = await Life.PlayAsync(new RecordedLife(life).Script with { Metrics = _telemetry.Lives, Started = _controllers.Add });

    public MetricFamilies Page() => MetricFamilies.Of(_text.Write());

    public void Dispose()
    {
        _text.Dispose();
        _queue.Dispose();
        _services.Dispose();
    }
}
