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
    [InlineData("tolerations: [{key: a, operator: Exists, value: x}]", "spec.tolerations[0].operator: Invalid value: \"x\": value must be empty when `operator` is 'Exists'")]
    [InlineData("affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 0, podAffinityTerm: {labelSelector: {}, topologyKey: zone}}]}}", "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In}]}]}}}", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}}]", "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("volumes: [{name: a, secret: {secretName: s, items: [{key: k, path: ../p}]}}]", "spec.volumes[0].secret.items[0].path: Invalid value: \"../p\": must not contain '..'")]
    [InlineData("volumes: [{name: a, hostPath: {path: /x, type: Odd}}]", "spec.volumes[0].hostPath.type: Unsupported value: \"Odd\": supported values: \"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\"")]
    [InlineData("volumes: [{name: a, emptyDir: {sizeLimit: -1Gi}}]", "spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity")]
    [InlineData("volumes: [{name: a, nfs: {server: s, path: p}}]", "spec.volumes[0].nfs.path: Invalid value: \"p\": must be an absolute path")]
    [InlineData("volumes: [{name: a, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 5}}]}}]", "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes")]
    [InlineData("volumes: [{name: a, downwardAPI: {items: [{path: p}]}}]", "spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required")]
    [InlineData("volumes: [{name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}]", "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value")]
    [InlineData("dnsPolicy: None", "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("dnsConfig: {nameservers: [1.2.3]}", "spec.dnsConfig.nameservers[0]: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("hostAliases: [{ip: x, hostnames: [a]}]", "spec.hostAliases[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("securityContext: {seccompProfile: {type: Localhost}}", "spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost")]
    [InlineData("securityContext: {fsGroupChangePolicy: X}", "spec.securityContext.fsGroupChangePolicy: Unsupported value: \"X\": supported values: \"Always\", \"OnRootMismatch\"")]
    [InlineData("nodeName: n, schedulingGates: [{name: a/b}]", "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared")]
    [InlineData("schedulingGates: [{name: a/b}, {name: a/b}]", "spec.schedulingGates[1]: Duplicate value: \"a/b\"")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway, minDomains: 2, labelSelector: {}}]", "spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.uid, operator: In, values: [a]}]}]}}}", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key: Invalid value: \"metadata.uid\": not a valid field selector key")]
    [InlineData("os: {name: beos}", "spec.os: Unsupported value: \"beos\": supported values: \"linux\", \"windows\"")]
    [InlineData("hostUsers: false, hostPID: true", "spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false")]
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
    [InlineData("envFrom: [{}]", "envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData("volumeMounts: [{name: x, mountPath: /x}]", "volumeMounts[0].name: Not found: \"x\"")]
    [InlineData("resources: {requests: {nvidia.com/gpu: '1'}}", "resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("resources: {requests: {nvidia.com/gpu: '1'}, limits: {nvidia.com/gpu: '2'}}", "resources.requests: Invalid value: \"1\": must be equal to nvidia.com/gpu limit of 2")]
    [InlineData("resources: {requests: {cpu: '2'}, limits: {cpu: '1'}}", "resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("resources: {requests: {cpu: '-1'}}", "resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("securityContext: {runAsUser: -1}", "securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("terminationMessagePolicy: X", "terminationMessagePolicy: Unsupported value: \"X\": supported values: \"File\", \"FallbackToLogsOnError\"")]
    [InlineData("env: [{name: a, valueFrom: {configMapKeyRef: {name: m, key: 'a b'}}}]", "env[0].valueFrom.configMapKeyRef.key: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    [InlineData("env: [{name: a, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}]", "env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.gpu\": supported values: \"limits.cpu\", \"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", \"requests.ephemeral-storage\", \"requests.memory\"")]
    [InlineData("env: [{name: a, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 2m}}}]", "env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource")]
    [InlineData("env: [{name: a, valueFrom: {fieldRef: {fieldPath: \"spec.nodeName['x']\"}}}]", "env[0].valueFrom.fieldRef: Invalid value: \"spec.nodeName\": does not support subscript")]
    [InlineData("resources: {requests: {storage: '1'}}", "resources.requests[storage]: Invalid value: \"storage\": must be a standard resource for containers")]
    [InlineData("resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]", "resizePolicy: Invalid value: \"RestartContainer\": must be 'NotRequired' when `restartPolicy` is 'Never'")]
    [InlineData("securityContext: {procMount: X}", "securityContext.procMount: Unsupported value: \"X\": supported values: \"Default\", \"Unmasked\"")]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: 99}}}", "lifecycle.preStop.sleep: Invalid value: 99: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("readinessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 3}", "readinessProbe.terminationGracePeriodSeconds: Invalid value: 3: must not be set for readinessProbes")]
    [InlineData("livenessProbe: {httpGet: {port: 1, httpHeaders: [{name: 'a b', value: c}]}}", "livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')")]
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

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"i"},{"name":"d","image":"i"}]}}""", "spec.containers: Forbidden: pod updates may not add or remove containers")]
    [InlineData("""{"spec":{"activeDeadlineSeconds":200}}""", "spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value")]
    [InlineData("""{"spec":{"activeDeadlineSeconds":null}}""", "spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value")]
    [InlineData("""{"spec":{"tolerations":null}}""", "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds")]
    [InlineData("""{"spec":{"schedulingGates":[{"name":"a/b"}]}}""", "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a/b'")]
    public async Task A_change_of_a_pod_is_refused_in_the_words_of_its_field(string patch, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"activeDeadlineSeconds":100,"containers":[{"name":"c","image":"i"}]}}""");

        var answer = await cluster.SendAsync("PATCH", "/api/v1/namespaces/n/pods/p", patch, "application/merge-patch+json");

        answer.Status.Should().Be(422);
        answer.Body.TextAt("message").Should().Be($"Pod \"p\" is invalid: {refusal}");
    }

    [Fact]
    public async Task A_container_that_has_ended_for_good_does_not_run_again()
    {
        const string Status = "/api/v1/namespaces/n/pods/p/status";
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}""");
        _ = await cluster.MergeAsync(Status, """{"status":{"containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":1}}}]}}""");

        var answer = await cluster.SendAsync("PATCH", Status, """{"status":{"containerStatuses":[{"name":"c","state":{"running":{}}}]}}""", "application/merge-patch+json");

        answer.Body.TextAt("message").Should().Be("Pod \"p\" is invalid: status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state");
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
    [InlineData("{completionMode: X, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}", "spec.completionMode: Unsupported value: \"X\": supported values: \"NonIndexed\", \"Indexed\"")]
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
