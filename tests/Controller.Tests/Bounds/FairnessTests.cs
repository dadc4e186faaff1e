using System.Text.Json.Nodes;

namespace Controller.Tests.Bounds;

/// <summary>One bad, huge, hot or hostile application delays another by at most 2 s, also one of its own namespace; in virtual time, with the real reconciler and queues.</summary>
public sealed class FairnessTests
{
    private const string Offender = "offender";
    private const int Megabyte = 1_000_000;
    private const int Executors = 2000;

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    [Fact]
    public void Given_nobody_else_Then_a_driver_is_there_at_once()
    {
        using var cluster = new CrowdedNamespace();

        cluster.LongestWait(Time).Should().BeLessThan(TimeSpan.FromMilliseconds(100), "the others are compared with this");
    }

    [Fact]
    public void Given_an_application_whose_driver_always_fails_and_is_always_run_again_Then_the_others_hardly_wait()
    {
        using var cluster = new CrowdedNamespace { Meanwhile = (cluster, tick) => Play(cluster, tick, Restarting, PlayFailures) };

        cluster.LongestWait(Time).Should().BeLessThan(AtMost);
        HasTried(cluster, "executionAttempts");
    }

    [Fact]
    public void Given_an_application_that_is_always_refused_and_always_tried_again_Then_the_others_hardly_wait()
    {
        using var cluster = new CrowdedNamespace { Refused = Offender, Meanwhile = (cluster, tick) => Play(cluster, tick, Restarting, (_, _) => { }) };

        cluster.LongestWait(Time).Should().BeLessThan(AtMost);
        HasTried(cluster, "submissionAttempts");
    }

    [Fact]
    public void Given_an_application_of_a_megabyte_that_is_run_again_and_again_Then_the_others_hardly_wait()
    {
        using var cluster = new CrowdedNamespace
        {
            Meanwhile = (cluster, tick) => Play(
                cluster, tick,
                spec =>
                {
                    Restarting(spec);
                    spec["sparkConf"] = new JsonObject(Enumerable.Range(0, 250).Select(number => KeyValuePair.Create($"spark.huge.{number}", (JsonNode?)new string('x', Megabyte / 1000))));
                    foreach (var role in new[] { "driver", "executor" })
                        spec[role]!["env"] = new JsonArray([.. Enumerable.Range(0, 400).Select(number => (JsonNode)new JsonObject { ["name"] = $"HUGE_{number}", ["value"] = new string('x', Megabyte / 1000) })]);
                },
                PlayFailures),
        };

        cluster.LongestWait(Time).Should().BeLessThan(AtMost);
        cluster.Find("sparkapplications", Offender)!.ToJsonString().Length.Should().BeGreaterThan(Megabyte);
        HasTried(cluster, "executionAttempts");
    }

    [Fact]
    public void Given_an_application_that_is_edited_without_end_Then_the_others_hardly_wait()
    {
        using var cluster = new CrowdedNamespace
        {
            Meanwhile = (cluster, tick) => Play(
                cluster, tick, _ => { },
                (cluster, offender) => cluster.Edit(offender, item => item["spec"]!["arguments"] = new JsonArray($"{tick}"))),
        };

        cluster.LongestWait(Time).Should().BeLessThan(AtMost);
        ((long)cluster.Find("sparkapplications", Offender)!["metadata"]!["generation"]!).Should().BeGreaterThan(50, "it is the offence");
    }

    [Fact]
    public void Given_an_application_with_thousands_of_executors_that_never_rest_Then_the_others_hardly_wait()
    {
        using var cluster = new CrowdedNamespace { Meanwhile = (cluster, tick) => Play(cluster, tick, _ => { }, (cluster, _) => PlayExecutors(cluster, tick)) };

        cluster.LongestWait(Time).Should().BeLessThan(AtMost);
        cluster.All("pods").Count.Should().BeGreaterThan(Executors, "it is the offence");
        cluster.Find("sparkapplications", Offender)!["status"]!["executorState"]!.AsObject().Count.Should().Be(1000);
    }

    private static void Restarting(JsonNode spec) =>
        spec["restartPolicy"] = new JsonObject { ["type"] = "Always", ["onFailureRetryInterval"] = 1, ["onSubmissionFailureRetryInterval"] = 1 };

    private static void HasTried(CrowdedNamespace cluster, string counter)
    {
        var status = cluster.Find("sparkapplications", Offender)!["status"]!;
        ((int?)status[counter]).Should().BeGreaterThan(3, "it is the offence; {0}", status["diagnosis"]?.ToJsonString());
    }

    private static void Play(CrowdedNamespace cluster, int tick, Action<JsonNode> spec, Action<CrowdedNamespace, JsonObject> offend)
    {
        if (tick == 0)
            cluster.Create(CrowdedNamespace.Shared, Offender, item => spec(item["spec"]!));

        // As a kubelet does with what it is told to end.
        foreach (var pod in cluster.All("pods").Where(pod => pod["metadata"]!["deletionTimestamp"] is not null))
            cluster.Remove(pod);
        offend(cluster, cluster.Find("sparkapplications", Offender)!);
    }

    private static void PlayFailures(CrowdedNamespace cluster, JsonObject offender)
    {
        if (cluster.Find("pods", $"{Offender}-driver") is { } driver && (string?)driver["status"]?["phase"] == "Pending")
        {
            cluster.Edit(driver, pod => pod["status"] = JsonNode.Parse(
                """{"phase":"Failed","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}"""));
        }
    }

    // Made once, owned as Spark's own are; then some of them change at each tick.
    private static void PlayExecutors(CrowdedNamespace cluster, int tick)
    {
        if (cluster.Find("pods", $"{Offender}-driver") is not { } driver)
            return;
        if (cluster.Find("pods", $"{Offender}-exec-1") is null)
        {
            cluster.Edit(driver, pod => pod["status"] = new JsonObject { ["phase"] = "Running" });
            var labels = (JsonObject)driver["metadata"]!["labels"]!.DeepClone();
            labels["spark-role"] = "executor";
            foreach (var number in Enumerable.Range(1, Executors))
            {
                cluster.PutPod(new JsonObject
                {
                    ["kind"] = "Pod",
                    ["metadata"] = new JsonObject { ["name"] = $"{Offender}-exec-{number}", ["labels"] = labels.DeepClone(), ["ownerReferences"] = driver["metadata"]!["ownerReferences"]!.DeepClone() },
                });
            }
        }

        foreach (var pod in cluster.All("pods").Where(pod => ((string)pod["metadata"]!["name"]!).EndsWith($"{tick:00}", StringComparison.Ordinal)))
            cluster.Edit(pod, item => item["status"] = new JsonObject { ["phase"] = "Running" });
    }
}
