using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

/// <summary>What a real server finds wrong with objects that hold no pods, in its words.</summary>
public sealed class RefusedObjectsTests
{
    private const string Service = "{name: s, port: {number: 80}}";

    [Theory]
    [InlineData("{}", "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified")]
    [InlineData("{defaultBackend: {}}", "spec.defaultBackend: Invalid value: \"\": resource or service backend is required")]
    [InlineData("{defaultBackend: {service: {name: s}}}", "spec.defaultBackend: Required value: port name or number is required")]
    [InlineData("{defaultBackend: {service: {name: s, port: {name: a, number: 1}}}}", "spec.defaultBackend: Invalid value: \"\": cannot set both port name & port number")]
    [InlineData("{rules: [{host: 1.2.3.4, http: {paths: [{path: /, pathType: Prefix, backend: {service: " + Service + "}}]}}]}", "spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address")]
    [InlineData("{rules: [{http: {paths: [{path: /, backend: {service: " + Service + "}}]}}]}", "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified")]
    [InlineData("{rules: [{http: {paths: [{path: a//b, pathType: Exact, backend: {service: " + Service + "}}]}}]}", "[spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must be an absolute path, spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must not contain '//']")]
    [InlineData("{rules: [{http: {paths: [{path: /, pathType: Odd, backend: {service: " + Service + "}}]}}]}", "spec.rules[0].http.paths[0].pathType: Unsupported value: \"Odd\": supported values: \"Exact\", \"ImplementationSpecific\", \"Prefix\"")]
    [InlineData("{rules: [{http: {paths: []}}]}", "spec.rules[0].http.paths: Required value")]
    public Task An_Ingress_is_refused(string spec, string refusal) => RefusesAsync("/apis/networking.k8s.io/v1/namespaces/n/ingresses", spec, "Ingress.networking.k8s.io", refusal);

    [Theory]
    [InlineData("{ingress: [{from: [{}]}]}", "spec.ingress[0].from[0]: Required value: must specify a peer")]
    [InlineData("{ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]}", "spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer")]
    [InlineData("{egress: [{to: [{ipBlock: {cidr: 10.0.0.0}}]}]}", "spec.egress[0].to[0].ipBlock.cidr: Invalid value: \"10.0.0.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("{egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]}", "spec.egress[0].to[0].ipBlock.except[0]: Invalid value: \"11.0.0.0/16\": must be a strict subset of `cidr`")]
    [InlineData("{ingress: [{ports: [{port: 80, endPort: 70}]}]}", "spec.ingress[0].ports[0].endPort: Invalid value: 70: must be greater than or equal to `port`")]
    [InlineData("{ingress: [{ports: [{protocol: ICMP}]}]}", "spec.ingress[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\"")]
    [InlineData("{policyTypes: [Sideways]}", "spec.policyTypes[0]: Unsupported value: \"Sideways\": supported values: \"Ingress\", \"Egress\"")]
    public Task A_NetworkPolicy_is_refused(string spec, string refusal) => RefusesAsync("/apis/networking.k8s.io/v1/namespaces/n/networkpolicies", spec, "NetworkPolicy.networking.k8s.io", refusal);

    [Theory]
    [InlineData("maxReplicas: 0", "[spec.maxReplicas: Invalid value: 0: must be greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`]")]
    [InlineData("maxReplicas: 2, minReplicas: 3", "spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`")]
    [InlineData("maxReplicas: 2, metrics: [{type: Odd}]", "spec.metrics[0].type: Unsupported value: \"Odd\": supported values: \"ContainerResource\", \"External\", \"Object\", \"Pods\", \"Resource\"")]
    [InlineData("maxReplicas: 2, metrics: [{type: Resource}]", "spec.metrics[0].resource: Required value: must populate information for the given metric source")]
    [InlineData("maxReplicas: 2, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization}}}]", "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization")]
    [InlineData("maxReplicas: 2, behavior: {scaleUp: {policies: [{type: Pods, value: 0, periodSeconds: 1}]}}", "spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero")]
    public Task An_autoscaler_is_refused(string spec, string refusal) => RefusesAsync(
        "/apis/autoscaling/v2/namespaces/n/horizontalpodautoscalers", $"{{scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: d}}, {spec}}}", "HorizontalPodAutoscaler.autoscaling", refusal);

    [Fact]
    public Task An_autoscaler_needs_the_group_of_what_it_scales() => RefusesAsync(
        "/apis/autoscaling/v2/namespaces/n/horizontalpodautoscalers", "{maxReplicas: 1, scaleTargetRef: {kind: Deployment, name: d}}", "HorizontalPodAutoscaler.autoscaling",
        "spec.scaleTargetRef.apiVersion: Invalid value: \"\": apiVersion must specify API group");

    [Theory]
    [InlineData("{}", "spec.ports: Required value")]
    [InlineData("{type: ExternalName}", "spec.externalName: Required value")]
    [InlineData("{ports: [{port: 80, name: a}, {port: 81, name: a}]}", "spec.ports[1].name: Duplicate value: \"a\"")]
    [InlineData("{ports: [{port: 80, name: a}, {port: 80, name: b}]}", "spec.ports[1]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,\"Port\":80,\"TargetPort\":0,\"NodePort\":0}")]
    [InlineData("{clusterIP: x, ports: [{port: 80}]}", "spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("{clusterIP: None, type: NodePort, ports: [{port: 80}]}", "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services")]
    [InlineData("{sessionAffinity: X, ports: [{port: 80}]}", "spec.sessionAffinity: Unsupported value: \"X\": supported values: \"ClientIP\", \"None\"")]
    [InlineData("{externalTrafficPolicy: Local, ports: [{port: 80}]}", "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services")]
    [InlineData("{externalIPs: [127.0.0.1], ports: [{port: 80}]}", "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    public Task A_Service_is_refused(string spec, string refusal) => RefusesAsync("/api/v1/namespaces/n/services", spec, "Service", refusal);

    [Theory]
    [InlineData("{limits: [{type: Odd}]}", "spec.limits[0].type: Invalid value: \"Odd\": must be a standard limit type or fully qualified")]
    [InlineData("{limits: [{type: Container, min: {cpu: '2'}, max: {cpu: '1'}, default: {cpu: '1'}, defaultRequest: {cpu: '1'}}]}", "[spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1, spec.limits[0].defaultRequest[cpu]: Invalid value: \"1\": min value 2 is greater than default request value 1, spec.limits[0].default[cpu]: Invalid value: \"2\": min value 2 is greater than default value 1]")]
    [InlineData("{limits: [{type: Pod, default: {cpu: '1'}}]}", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")]
    public Task A_LimitRange_is_refused(string spec, string refusal) => RefusesAsync("/api/v1/namespaces/n/limitranges", spec, "LimitRange", refusal);

    [Theory]
    [InlineData("{hard: {bananas: '1'}}", "[spec.hard[bananas]: Invalid value: \"bananas\": must be a standard resource type or fully qualified, spec.hard[bananas]: Invalid value: \"bananas\": must be a standard resource for quota]")]
    [InlineData("{hard: {services: '1'}, scopes: [BestEffort]}", "spec.scopes: Invalid value: [\"BestEffort\"]: unsupported scope applied to resource")]
    [InlineData("{scopes: [Sometimes]}", "spec.scopes: Invalid value: [\"Sometimes\"]: unsupported scope")]
    public Task A_ResourceQuota_is_refused(string spec, string refusal) => RefusesAsync("/api/v1/namespaces/n/resourcequotas", spec, "ResourceQuota", refusal);

    [Theory]
    [InlineData("{accessModes: [ReadWriteOncePod, ReadWriteOnce], resources: {requests: {storage: 1Gi}}}", "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes")]
    [InlineData("{accessModes: [ReadWriteOnce], resources: {requests: {storage: '0'}}}", "spec.resources[storage]: Invalid value: \"0\": must be greater than zero")]
    [InlineData("{accessModes: [ReadWriteOnce], volumeMode: X, resources: {requests: {storage: 1Gi}}}", "spec.volumeMode: Unsupported value: \"X\": supported values: \"Block\", \"Filesystem\"")]
    public Task A_claim_is_refused(string spec, string refusal) => RefusesAsync("/api/v1/namespaces/n/persistentvolumeclaims", spec, "PersistentVolumeClaim", refusal);

    [Theory]
    [InlineData("{annotations: {a: '%'}}", "metadata.annotations: Too long: may not be more than 262144 bytes")]
    [InlineData("{finalizers: [a/b, c]}", "metadata.finalizers[1]: Invalid value: \"c\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("{finalizers: [orphan, foregroundDeletion]}", "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: finalizer orphan and foregroundDeletion cannot be both set")]
    [InlineData("{labels: {'': a}}", "[metadata.labels: Invalid value: \"\": name part must be non-empty, metadata.labels: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')]")]
    public async Task Metadata_is_refused(string metadata, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();
        var written = YamlReading.Parse(System.Text.Encoding.UTF8.GetBytes(metadata.Replace("%", new string('x', 300_000), StringComparison.Ordinal)))!.AsObject();
        written["name"] = "o";

        var answer = await cluster.SendAsync("POST", "/api/v1/namespaces/n/configmaps", $$"""{"metadata":{{written.ToJsonString()}}}""");

        answer.Body.TextAt("message").Should().Be($"ConfigMap \"o\" is invalid: {refusal}");
    }

    [Fact]
    public async Task A_Service_keeps_and_gets_and_loses_what_its_type_needs()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/services", """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""");

        var open = await cluster.MergeAsync("/api/v1/namespaces/n/services/s", """{"spec":{"type":"NodePort"}}""");
        var node = open.ListAt("spec", "ports")![0].NumberAt("nodePort");
        node.Should().BeInRange(30_000, 32_767);
        open.TextAt("spec", "externalTrafficPolicy").Should().Be("Cluster");

        var put = await cluster.MustAsync("PUT", "/api/v1/namespaces/n/services/s", """{"metadata":{"name":"s"},"spec":{"type":"NodePort","ports":[{"port":80}]}}""");
        put.ListAt("spec", "ports")![0].NumberAt("nodePort").Should().Be(node, "the client did not know it");

        var closed = await cluster.MergeAsync("/api/v1/namespaces/n/services/s", """{"spec":{"type":"ClusterIP"}}""");
        closed.ListAt("spec", "ports")![0].NumberAt("nodePort").Should().BeNull();
        closed.TextAt("spec", "externalTrafficPolicy").Should().BeNull();
        closed.TextAt("spec", "clusterIP").Should().Be(open.TextAt("spec", "clusterIP"));

        var named = await cluster.MergeAsync("/api/v1/namespaces/n/services/s", """{"spec":{"type":"ExternalName","externalName":"example.com"}}""");
        named.TextAt("spec", "clusterIP").Should().BeNull();
    }

    [Fact]
    public async Task An_autoscaler_with_a_pace_gets_the_rest_of_it()
    {
        await using var cluster = await TestCluster.StartAsync();

        var made = await cluster.MustAsync("POST", "/apis/autoscaling/v2/namespaces/n/horizontalpodautoscalers",
            """{"metadata":{"name":"h"},"spec":{"maxReplicas":3,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"behavior":{"scaleDown":{"stabilizationWindowSeconds":60}}}}""");

        made["spec"]!["behavior"]!.ToJsonString().Should().Be(
            """{"scaleUp":{"stabilizationWindowSeconds":0,"selectPolicy":"Max","policies":[{"type":"Pods","value":4,"periodSeconds":15},{"type":"Percent","value":100,"periodSeconds":15}]},"scaleDown":{"stabilizationWindowSeconds":60,"selectPolicy":"Max","policies":[{"type":"Percent","value":100,"periodSeconds":15}]}}""");
    }

    private static async Task RefusesAsync(string path, string spec, string kind, string refusal)
    {
        await using var cluster = await TestCluster.StartAsync();
        var written = YamlReading.Parse(System.Text.Encoding.UTF8.GetBytes(spec))!.ToJsonString();

        var answer = await cluster.SendAsync("POST", path, $$$"""{"metadata":{"name":"o"},"spec":{{{written}}}}""");

        answer.Status.Should().Be(422);
        answer.Body.TextAt("message").Should().Be($"{kind} \"o\" is invalid: {refusal}");
    }
}
