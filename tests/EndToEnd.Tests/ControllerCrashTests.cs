using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

public sealed class ControllerCrashTests
{
    // The first status write answers so late that the controller is dead before it takes effect.
    private const string SlowFirstStatusWrite = """{"verb":"patch","resource":"sparkapplications/status","nth":1,"fault":"latency","arg":"20s"}""";

    [LocalClusterFact]
    public async Task A_controller_that_dies_between_creating_the_driver_and_recording_it_adopts_it_when_it_comes_back()
    {
        await using var cluster = await LocalClusterProcess.StartAsync(SlowFirstStatusWrite);
        await using var sparkOperator = await OperatorUnderTest.StartAsync(cluster);
        var api = cluster.Api;
        await using var home = await api.CreateNamespaceAsync("crash");
        var @namespace = home.Name;

        await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, Manifests.SparkPi("spark-pi"));
        var driver = (await Eventually.SeesAsync(
            () => api.DriversAsync(@namespace, "spark-pi"), drivers => drivers.Count > 0, () => sparkOperator.Output)).Single();
        (await api.StateAsync(@namespace, "spark-pi")).Should().BeEmpty("the test is about a driver that no status tells of");
        await sparkOperator.Controller.KillAsync();

        await sparkOperator.StartControllerAsync();
        await Eventually.SeesAsync(() => api.StateAsync(@namespace, "spark-pi"), state => state == "COMPLETED", () => sparkOperator.Output);

        var remaining = (await api.DriversAsync(@namespace, "spark-pi")).Should().ContainSingle().Subject;
        remaining.Uid().Should().Be(driver.Uid(), "the driver that was created is the one that ran");
        var application = (await api.FindAsync(ClusterObjects.SparkApplications, @namespace, "spark-pi"))!;
        ((int?)application["status"]!["executionAttempts"]).Should().Be(1);
    }
}
