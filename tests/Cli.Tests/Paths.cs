namespace Cli.Tests;

/// <summary>Addresses and answers of an API server that several tests need.</summary>
internal static class Paths
{
    public const string Applications = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/sparkapplications";
    public const string SparkPi = $"{Applications}/spark-pi";
    public const string Pods = "/api/v1/namespaces/default/pods";
    public const string Events = "/api/v1/namespaces/default/events";
    public const string Schedules = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/scheduledsparkapplications";
    public const string Group = "/apis/sparkoperator.k8s.io/v1beta2";

    public const string GroupResources = """
        {"kind":"APIResourceList","resources":[
          {"name":"sparkapplications","kind":"SparkApplication","namespaced":true},
          {"name":"sparkapplications/status","kind":"SparkApplication","namespaced":true}]}
        """;

    public const string Empty = """{"metadata":{"resourceVersion":"5"},"items":[]}""";

    public static string Application(string state, string name = "spark-pi", string more = "") => $$"""
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication",
         "metadata":{"name":"{{name}}","namespace":"default","uid":"u1","creationTimestamp":"2026-03-01T11:58:00Z"},
         "spec":{"type":"Scala"},
         "status":{"driverInfo":{"podName":"{{name}}-driver"},"executionAttempts":1,"submissionAttempts":1,
           "lastSubmissionAttemptTime":"2026-03-01T11:59:00Z","applicationState":{"state":"{{state}}"{{more}} } } }
        """;

    public static string List(params string[] items) => $$"""{"metadata":{"resourceVersion":"5"},"items":[{{string.Join(",", items)}}]}""";

    public static string Pod(string name, string role, string phase, string? executor = null) => $$"""
        {"metadata":{"name":"{{name}}","namespace":"default","uid":"{{name}}","labels":{"spark-role":"{{role}}"{{(executor is null ? "" : $",\"spark-exec-id\":\"{executor}\"")}} } },
         "spec":{"nodeName":"node-1","containers":[{"name":"sidecar"},{"name":"spark-kubernetes-{{role}}"}]},
         "status":{"phase":"{{phase}}"} }
        """;
}
