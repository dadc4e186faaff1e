namespace AdmissionLoad;

internal static class Samples
{
    public const string Application = """
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"pi","namespace":"default","uid":"u","resourceVersion":"1"},"spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"org.example.Main","mainApplicationFile":"local:///opt/app.jar","volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data"}},{"name":"scratch","emptyDir":{} }],"driver":{"cores":1,"memory":"2g","memoryLimit":"3g","serviceAccount":"spark","env":[{"name":"A","value":"1"}],"volumeMounts":[{"name":"data","mountPath":"/data"},{"name":"scratch","mountPath":"/scratch"}],"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"pool","operator":"In","values":["spark"]}]}]} } } },"executor":{"cores":1,"instances":2,"memory":"2g"} } }
        """;

    public const string Review = """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002","operation":"CREATE","namespace":"default","kind":{"group":"","version":"v1","kind":"Pod"},"object":
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pi-driver","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"pi","sparkoperator.k8s.io/launched-by-spark-operator":"true","spark-role":"driver"}},
         "spec":{"containers":[{"name":"spark-kubernetes-driver","image":"spark:4.0.1","imagePullPolicy":"IfNotPresent","args":["driver","--properties-file","/opt/spark/conf/spark.properties"],
          "env":[{"name":"SPARK_USER","value":"spark"},{"name":"SPARK_CONF_DIR","value":"/opt/spark/conf"},{"name":"IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}}],
          "ports":[{"name":"driver-rpc-port","containerPort":7078,"protocol":"TCP"},{"name":"blockmanager","containerPort":7079,"protocol":"TCP"}],
          "resources":{"requests":{"cpu":"1","memory":"2432Mi"},"limits":{"memory":"2432Mi"}},
          "volumeMounts":[{"name":"v1","mountPath":"/v1"},{"name":"v2","mountPath":"/v2"}]}],
          "volumes":[{"name":"v1","emptyDir":{}},{"name":"v2","emptyDir":{}},{"name":"v3","configMap":{"name":"c","defaultMode":420}},{"name":"v4","secret":{"secretName":"s","defaultMode":420}},
           {"name":"v5","emptyDir":{}},{"name":"v6","hostPath":{"path":"/x","type":""}}],"restartPolicy":"Never","serviceAccountName":"spark","schedulerName":"default-scheduler"}},"dryRun":false,"options":{"kind":"CreateOptions"}}}
        """;
}
