using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

[Collection(SharedOperator.Name)]
public sealed class RecreationTests(SharedOperator shared) : SharedOperatorTest(shared, "recreated")
{
    [Fact]
    public async Task An_application_applied_again_while_its_old_driver_terminates_waits_for_it_and_then_runs()
    {
        var (api, @namespace) = (Shared.Cluster.Api, Home);
        // The driver works for ever and takes its time to go, so the old pod is still there when the new application comes.
        var manifest = Manifests.SparkPi("spark-pi");
        manifest["spec"]!["driver"]!["terminationGracePeriodSeconds"] = 3;
        manifest["spec"]!["driver"]!["annotations"] = new System.Text.Json.Nodes.JsonObject { [Simulated.Work] = "300s", [Simulated.Stop] = "2s" };

        await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, manifest.DeepClone());
        await Eventually.SeesAsync(() => api.StateAsync(@namespace, "spark-pi"), state => state == "RUNNING", () => Shared.Operator.Output);
        var oldDriver = (await api.DriversAsync(@namespace, "spark-pi")).Single();

        await api.SendAsync(ApiRequests.Delete(ClusterObjects.SparkApplications, @namespace, "spark-pi"), CancellationToken.None);
        var again = Manifests.SparkPi("spark-pi");
        await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, again);
        var stillThere = (await api.DriversAsync(@namespace, "spark-pi")).Any(driver => driver.Uid() == oldDriver.Uid());

        await Eventually.SeesAsync(() => api.StateAsync(@namespace, "spark-pi"), state => state == "COMPLETED", () => Shared.Operator.Output);
        stillThere.Should().BeTrue("the test is about a driver that is still terminating");
        var driver = (await api.DriversAsync(@namespace, "spark-pi")).Should().ContainSingle().Subject;
        driver.Uid().Should().NotBe(oldDriver.Uid());
        var application = (await api.FindAsync(ClusterObjects.SparkApplications, @namespace, "spark-pi"))!;
        ((int?)application["status"]!["submissionAttempts"]).Should().Be(1, "waiting is not an attempt");
    }
}
