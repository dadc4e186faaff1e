using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Clusters;

/// <summary>A driver as spark-submit and the Kubeflow operator's webhook make it: no label and no annotation of ours.</summary>
internal static class LeftDriver
{
    /// <param name="application">Its name.</param>
    /// <param name="uid">Of the application.</param>
    /// <param name="submissionId">That the other operator drew.</param>
    public static JsonObject Of(string application, string uid, string submissionId) => JsonNode.Parse(
        $$$"""
        {"apiVersion":"v1","kind":"Pod",
         "metadata":{"name":"{{{application}}}-driver",
           "labels":{"spark-role":"driver","spark-app-selector":"spark-0a1b2c3d","spark-app-name":"{{{application}}}","sparkoperator.k8s.io/app-name":"{{{application}}}",
             "sparkoperator.k8s.io/launched-by-spark-operator":"true","sparkoperator.k8s.io/submission-id":"{{{submissionId}}}"},
           "annotations":{"local.cluster/stage":"job","local.cluster/run-for":"6s"},
           "ownerReferences":[{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","name":"{{{application}}}","uid":"{{{uid}}}","controller":true}]},
         "spec":{"restartPolicy":"Never","serviceAccountName":"spark","containers":[{"name":"spark-kubernetes-driver","image":"docker.io/apache/spark:4.0.1"}]}}
        """)!.AsObject();
}
