using System.Text;

namespace LocalClusterLoad;

/// <summary>Objects of a given size, as Spark's pods and applications look, padded with environment.</summary>
internal static class Payloads
{
    public static byte[] Pod(string name, int size)
    {
        var head = $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","labels":{"spark-role":"executor","spark-app-selector":"spark-0123","spark-exec-id":"1","sparkoperator.k8s.io/app-name":"pi"},"annotations":{"bench/sent":"0"}},
             "spec":{"restartPolicy":"Never","serviceAccountName":"spark","automountServiceAccountToken":false,"containers":[{"name":"spark-kubernetes-executor","image":"spark:4.0.1","args":["executor"],
              "ports":[{"name":"blockmanager","containerPort":7079,"protocol":"TCP"}],"resources":{"requests":{"cpu":"1","memory":"1408Mi"},"limits":{"memory":"1408Mi"}},
              "volumeMounts":[{"name":"conf","mountPath":"/opt/spark/conf"},{"name":"scratch","mountPath":"/var/data"}],"env":[
            """;
        const string Tail = """]}],"volumes":[{"name":"conf","configMap":{"name":"conf"}},{"name":"scratch","emptyDir":{}}]}}""";
        return Padded(head, Tail, size, number => $$"""{"name":"SPARK_JAVA_OPT_{{number}}","value":"-Dspark.some.configured.property{{number}}=value-{{number}}"}""");
    }

    /// <summary>An application of about <paramref name="size"/> bytes.</summary>
    public static byte[] Application(string name, int size)
    {
        var head = $$"""
            {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"{{name}}"},"spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1",
             "mainClass":"org.apache.spark.examples.SparkPi","mainApplicationFile":"local:///opt/spark/examples.jar","executor":{"instances":10,"memory":"1g"},"driver":{"memory":"1g","serviceAccount":"spark","env":[
            """;
        return Padded(head, "]}}}", size, number => $$"""{"name":"SETTING_{{number}}","value":"value-{{number}}"}""");
    }

    private static byte[] Padded(string head, string tail, int size, Func<int, string> element)
    {
        var text = new StringBuilder(head);
        for (var number = 0; text.Length + tail.Length + 100 < size; number++)
            _ = text.Append(number == 0 ? "" : ",").Append(element(number));
        return Encoding.UTF8.GetBytes(text.Append(tail).ToString());
    }
}
