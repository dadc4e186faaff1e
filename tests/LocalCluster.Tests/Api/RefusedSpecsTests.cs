using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

/// <summary>What a real server finds wrong with new pods and with what holds a template of pods, in its words.</summary>
public sealed class RefusedSpecsTests
{
    private const string Jobs = "/apis/batch/v1/namespaces/n/jobs";
    private const string Template = "{template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}";

    [Theory]
    [InlineData("dnsPolicy: X", "spec.dnsPolicy: Unsupported value: \"X\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\"")]
    [InlineData("restartPolicy: X", "spec.restartPolicy: Unsupported value: \"X\": supported values: \"Always\", \"OnFailure\", \"Never\"")]
    [InlineData("activeDeadlineSeconds: 0", "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive")]
    [InlineData("subdomain: x.y", "spec.subdomain: Invalid value: \"x.y\": must not contain dots")]
    [InlineData("volumes: [{name: a, emptyDir: {}, hostPath: {path: /}}]", "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData("volumes: [{name: a, secret: {}}]", "spec.volumes[0].secret.secretName: Required value")]
    [InlineData("volumes: [{name: a, configMap: {name: m, defaultMode: 512}}]", "spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}]", "spec.volumes[1].name: Duplicate value: \"a\"")]
    [InlineData("tolerations: [{operator: Equal, value: x}]", "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("tolerations: [{key: a, effect: NoSchedule, tolerationSeconds: 5}]", "spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set")]
    [InlineData("tolerations: [{key: a, operator: X}]", "spec.tolerations[0].operator: Unsupported value: \"X\": supported values: \"Equal\", \"Exists\"")]
    [InlineData("tolerations: [{key: a, operator: Exists, value: x}]", "spec.tolerations[0].operator: Invalid value: {\"Key\":\"a\",\"Operator\":\"Exists\",\"Value\":\"x\",\"Effect\":\"\",\"TolerationSeconds\":null}: value must be empty when `operator` is 'Exists'")]
    [InlineData("affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {}}]}}", "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In}]}]}}}", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}}]", "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than 0")]
    [InlineData("securityContext: {fsGroup: -2}", "spec.securityContext.fsGroup: Invalid value: -2: must be between 0 and 2147483647, inclusive")]
    [InlineData("ephemeralContainers: [{name: e, image: i}]", "spec.ephemeralContainers: Forbidden: cannot be set on create")]
    [InlineData("initContainers: [{name: c, image: i}]", "spec.initContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("initContainers: [{name: d, image: i, livenessProbe: {exec: {command: [a]}}}]", "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always")]
    public Task A_new_pod_is_refused_for_its_spec(string spec, string refusal) => RefusesPodAsync(spec, "name: c, image: i", refusal);

    [Theory]
    [InlineData("imagePullPolicy: X", "imagePullPolicy: Unsupported value: \"X\": supported values: \"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData("ports: [{containerPort: 0}]", "ports[0].containerPort: Required value")]
    [InlineData("ports: [{containerPort: 70000}]", "ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("ports: [{containerPort: 1, protocol: X}]", "ports[0].protocol: Unsupported value: \"X\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]", "ports[1].name: Duplicate value: \"a\"")]
    [InlineData("ports: [{containerPort: 1, name: a--b}]", "ports[0].name: Invalid value: \"a--b\": must not contain consecutive hyphens")]
    [InlineData("ports: [{containerPort: 1, hostPort: 7}, {containerPort: 2, hostPort: 7}]", "ports[1].hostPort: Duplicate value: \"TCP//7\"")]
    [InlineData("env: [{name: a=b}]", "env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist only of printable ASCII characters other than '='")]
    [InlineData("env: [{name: a, value: v, valueFrom: {secretKeyRef: {name: s, key: k}}}]", "env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty")]
    [InlineData("env: [{name: a, valueFrom: {fieldRef: {fieldPath: spec.foo}}}]", "env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.foo\": error converting fieldPath: field label not supported: spec.foo")]
    [InlineData("env: [{name: a, valueFrom: {secretKeyRef: {name: s}}}]", "env[0].valueFrom.secretKeyRef.key: Required value")]
    [InlineData("envFrom: [{}]", "envFrom[0]: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData("volumeMounts: [{name: x, mountPath: /x}]", "volumeMounts[0].name: Not found: \"x\"")]
    [InlineData("resources: {requests: {nvidia.com/gpu: '1'}}", "resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("resources: {requests: {nvidia.com/gpu: '1'}, limits: {nvidia.com/gpu: '2'}}", "resources.requests: Invalid value: \"1\": must be equal to nvidia.com/gpu limit of 2")]
    [InlineData("resources: {requests: {cpu: '2'}, limits: {cpu: '1'}}", "resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("resources: {requests: {cpu: '-1'}}", "resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("securityContext: {runAsUser: -1}", "securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("livenessProbe: {tcpSocket: {port: 0}}", "livenessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("readinessProbe: {}", "readinessProbe: Required value: must specify a handler type")]
    [InlineData("livenessProbe: {exec: {command: [a]}, successThreshold: 2}", "livenessProbe.successThreshold: Invalid value: 2: must be 1")]
    [InlineData("lifecycle: {preStop: {}}", "lifecycle.preStop: Required value: must specify a handler type")]
    public Task A_new_pod_is_refused_for_its_container(string container, string refusal) => RefusesPodAsync("restartPolicy: Never", $"name: c, image: i, {container}", $"spec.containers[0].{refusal}");

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await SendAsync(cluster, "POST", "/api/v1/namespaces/n/pods", "{metadata: {name: p}, spec: {dnsPolicy: X, containers: [{name: C, image: ''}]}}");

        answer.Body.ListAt("details", "causes").Objects().Select(cause => cause.TextAt("field")).Should().Equal("spec.containers[0].name", "spec.containers[0].image", "spec.dnsPolicy");
    }

    [Fact]
    public async Task A_change_of_a_pod_is_refused_with_the_difference()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");

        var answer = await cluster.SendAsync("PATCH", "/api/v1/namespaces/n/pods/p", """{"spec":{"hostname":"other"}}""", "application/merge-patch+json");

        answer.Status.Should().Be(422);
        answer.Body.TextAt("message").Should().StartWith("Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields other than")
            .And.Contain("\n- \"Hostname\": \"\",\n+ \"Hostname\": \"other\",\n");
    }

    [Theory]
    [InlineData("{template: {spec: {containers: [{name: c, image: i}]}}}", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("{backoffLimit: -1, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}", "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("{template: {spec: {restartPolicy: Never, containers: []}}}", "spec.template.spec.containers: Required value")]
    [InlineData("{completionMode: X, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}", "spec.completionMode: Unsupported value: \"X\": supported values: \"Indexed\", \"NonIndexed\"")]
    public async Task A_new_Job_is_refused(string spec, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();

        (await SendAsync(cluster, "POST", Jobs, $"{{metadata: {{name: j}}, spec: {spec}}}")).Body.TextAt("message").Should().Be($"Job.batch \"j\" is invalid: {refusal}");
    }

    [Fact]
    public async Task What_a_Job_makes_and_how_often_never_changes()
    {
        await using var cluster = await TestCluster.StartAsync();
        (await SendAsync(cluster, "POST", Jobs, $"{{metadata: {{name: j}}, spec: {Template}}}")).Status.Should().Be(201);

        foreach (var (patch, field) in new[] { ("""{"spec":{"completions":3}}""", "completions: Invalid value: 3"), ("""{"spec":{"template":{"spec":{"restartPolicy":"OnFailure"}}}}""", "template: Invalid value: {\"labels\"") })
        {
            var answer = await cluster.SendAsync("PATCH", $"{Jobs}/j", patch, "application/merge-patch+json");
            answer.Status.Should().Be(422);
            answer.Body.TextAt("message").Should().StartWith($"Job.batch \"j\" is invalid: spec.{field}").And.EndWith("field is immutable");
        }

        (await cluster.SendAsync("PATCH", $"{Jobs}/j", """{"spec":{"suspend":true}}""", "application/merge-patch+json")).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("x", "spec.schedule: Invalid value: \"x\": expected exactly 5 fields, found 1: [x]")]
    [InlineData("", "spec.schedule: Required value")]
    public async Task A_CronJob_wants_a_schedule(string schedule, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await SendAsync(cluster, "POST", "/apis/batch/v1/namespaces/n/cronjobs", $"{{metadata: {{name: j}}, spec: {{schedule: '{schedule}', jobTemplate: {{spec: {Template}}}}}}}");

        answer.Body.TextAt("message").Should().Be($"CronJob.batch \"j\" is invalid: {refusal}");
    }

    [Theory]
    [InlineData("deployments", "Deployment", "{}", "[spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]")]
    [InlineData("statefulsets", "StatefulSet", "{selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: c, image: i}]}}}", "spec.template.metadata.labels: Invalid value: {\"a\":\"c\"}: `selector` does not match template `labels`")]
    [InlineData("daemonsets", "DaemonSet", "{selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}", "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    public async Task A_workload_must_find_its_pods(string plural, string kind, string spec, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();

        (await SendAsync(cluster, "POST", $"/apis/apps/v1/namespaces/n/{plural}", $"{{metadata: {{name: w}}, spec: {spec}}}")).Body.TextAt("message").Should().Be($"{kind}.apps \"w\" is invalid: {refusal}");
    }

    [Theory]
    [InlineData("{type: number, multipleOf: 0.5}", "1.3", "spec.a: Invalid value: 1.3: spec.a in body should be a multiple of 0.5")]
    [InlineData("{type: string, format: duration}", "x", "spec.a: Invalid value: \"x\": spec.a in body must be of type duration: \"x\"")]
    [InlineData("{type: string, format: cidr}", "x", "spec.a: Invalid value: \"x\": spec.a in body must be of type cidr: \"x\"")]
    [InlineData("{type: object, properties: {b: {type: string}}, not: {required: [b]}}", "{b: x}", "<nil>: Invalid value: \"\": \"spec.a\" must not validate the schema (not)")]
    [InlineData("{type: object, properties: {b: {type: string}, c: {type: string}}, oneOf: [{required: [b]}, {required: [c]}]}", "{b: x, c: y}", "<nil>: Invalid value: \"\": \"spec.a\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    [InlineData("{type: object, properties: {b: {type: string}, c: {type: string}}, anyOf: [{required: [b]}, {required: [c]}]}", "{}", "[<nil>: Invalid value: \"\": \"spec.a\" must validate at least one schema (anyOf), spec.a.b: Required value]")]
    public async Task A_custom_resource_is_refused_by_every_word_of_its_schema(string schema, string value, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();
        (await DefineAsync(cluster, $"{{type: object, properties: {{spec: {{type: object, properties: {{a: {schema}}}}}}}}}")).Status.Should().Be(201);

        var answer = await SendAsync(cluster, "POST", "/apis/example.com/v1/namespaces/n/things", $"{{apiVersion: example.com/v1, kind: Thing, metadata: {{name: t}}, spec: {{a: {value}}}}}");

        answer.Body.TextAt("message").Should().Be($"Thing.example.com \"t\" is invalid: {refusal}");
    }

    [Theory]
    [InlineData("{type: string}", "type: Invalid value: \"string\": must be object at the root")]
    [InlineData("{type: object, properties: {a: {}}}", "properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData("{type: object, properties: {a: {type: foo}}}", "properties[a].type: Unsupported value: \"foo\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData("{type: object, properties: {a: {type: array}}}", "properties[a].items: Required value: must be specified")]
    [InlineData("{type: object, properties: {a: {type: object, x-kubernetes-list-type: set}}}", "properties[a].type: Invalid value: \"object\": must be array if x-kubernetes-list-type is specified")]
    [InlineData("{type: object, properties: {a: {type: array, items: {type: object}, x-kubernetes-list-type: map}}}", "properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData("{type: object, properties: {a: {type: object, properties: {b: {type: string}}, additionalProperties: {type: string}}}}", "properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    public async Task A_schema_must_be_structural(string schema, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await DefineAsync(cluster, schema);

        answer.Body.TextAt("message").Should().Be($"CustomResourceDefinition.apiextensions.k8s.io \"things.example.com\" is invalid: spec.versions[0].schema.openAPIV3Schema.{refusal}");
    }

    private static Task<LocalCluster.Api.ApiAnswer> DefineAsync(TestCluster cluster, string schema) => SendAsync(cluster, "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        $"{{metadata: {{name: things.example.com}}, spec: {{group: example.com, scope: Namespaced, names: {{kind: Thing, plural: things}}, versions: [{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {schema}}}}}]}}}}");

    private static async Task RefusesPodAsync(string spec, string container, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await SendAsync(cluster, "POST", "/api/v1/namespaces/n/pods", $"{{metadata: {{name: p}}, spec: {{{spec}, containers: [{{{container}}}]}}}}");

        answer.Status.Should().Be(422);
        answer.Body.TextAt("message").Should().Be($"Pod \"p\" is invalid: {refusal}");
    }

    private static Task<LocalCluster.Api.ApiAnswer> SendAsync(TestCluster cluster, string method, string path, string yaml) =>
        cluster.SendAsync(method, path, YamlReading.Parse(yaml).ToText());
}
