using System.Globalization;
using System.Text;

namespace ApplicationLoad.Loading;

/// <summary>What the applications of a load look like. The annotations tell LocalCluster's simulated nodes how to play the driver (docs/localcluster.md); a real cluster does not know them.</summary>
internal sealed record ApplicationShape
{
    /// <summary>Executor pods. Default: 2.</summary>
    public int Executors { get; init; } = 2;

    /// <summary>How long the driver works once its executors run. Default: 200 ms.</summary>
    public TimeSpan RunFor { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether its first driver fails and is tried again.</summary>
    public bool FailsOnce { get; init; }

    /// <summary>When the application is deleted after its end; null: it stays.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public string ServiceAccount { get; init; } = "spark";

    public string Image { get; init; } = "docker.io/apache/spark:4.0.1";

    public string SparkVersion { get; init; } = "4.0.1";

    public byte[] ToJson(string name) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"{{{name}}}"},
         "spec":{"type":"Scala","mode":"cluster","image":"{{{Image}}}","sparkVersion":"{{{SparkVersion}}}",{{{Times()}}}
          "mainClass":"org.apache.spark.examples.SparkPi","mainApplicationFile":"local:///opt/spark/examples/jars/spark-examples.jar","arguments":["1000"],
          "sparkConf":{"spark.eventLog.enabled":"false","spark.ui.showConsoleProgress":"false"},
          "driver":{"cores":1,"coreRequest":"100m","memory":"512m","serviceAccount":"{{{ServiceAccount}}}","labels":{"team":"load"},
           "annotations":{"local.cluster/run-for":"{{{(long)RunFor.TotalMilliseconds}}}ms"{{{(FailsOnce ? ",\"local.cluster/exit-code\":\"1,0\"" : "")}}}} },
          "executor":{"instances":{{{Executors}}},"cores":1,"coreRequest":"100m","memory":"512m","labels":{"team":"load"}} } }
        """));

    private string Times()
    {
        var restart = FailsOnce ? "\"restartPolicy\":{\"type\":\"OnFailure\",\"onFailureRetries\":2,\"onFailureRetryInterval\":1}," : "";
        return TimeToLive is { } time ? string.Create(CultureInfo.InvariantCulture, $"\"timeToLiveSeconds\":{(long)time.TotalSeconds},{restart}") : restart;
    }
}
