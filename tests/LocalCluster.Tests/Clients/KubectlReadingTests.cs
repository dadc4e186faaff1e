using Testing;

namespace LocalCluster.Tests.Clients;

/// <summary>The real kubectl, verb by verb, where it reads.</summary>
public sealed class KubectlReadingTests(ServedCluster cluster) : IClassFixture<ServedCluster>
{
    private const string Kubectl = "kubectl";

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_pods_When_kubectl_gets_them_Then_every_form_of_output_shows_them()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync($"{Clients.Kubectl.Pod("a", labels: "app: web")}---\n{Clients.Kubectl.Pod("b", labels: "app: job")}");
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a pod/b --timeout=30s");

        (await kubectl.MustAsync("get pods")).Should().MatchRegex(@"NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\na\s+1/1\s+Running\s+0\s+\d+s\nb\s+1/1\s+Running");
        (await kubectl.MustAsync("get pod a -o wide")).Should().MatchRegex(@"a\s+1/1\s+Running\s+0\s+\d+s\s+10\.\d+\.\d+\.\d+\s+node-[12]");
        (await kubectl.MustAsync("get pods --show-labels --no-headers")).Should().MatchRegex(@"b .*app=job");
        (await kubectl.MustAsync("get pods -L app --no-headers")).Should().MatchRegex(@"a .*web");
        (await kubectl.MustAsync("get pods -o name")).Should().Be("pod/a\npod/b\n");
        (await kubectl.MustAsync("get pod a -o yaml")).Should().StartWith("apiVersion: v1\nkind: Pod\n").And.Contain("  phase: Running\n");
        (await kubectl.MustAsync("get pod a -o json")).Should().Contain("\"nodeName\": \"node-");
        (await kubectl.MustAsync("get pods -o jsonpath={.items[*].metadata.name}")).Should().Be("a b");
        (await kubectl.MustAsync("get pods --sort-by=.metadata.labels.app -o custom-columns=N:.metadata.name,A:.metadata.labels.app --no-headers")).Should().MatchRegex(@"b\s+job\na\s+web");
        (await kubectl.MustAsync("get pods -o go-template={{range.items}}{{.spec.restartPolicy}};{{end}}")).Should().Be("Always;Always;");
        (await kubectl.MustAsync("get pods,configmaps -o name")).Should().Be("pod/a\npod/b\nconfigmap/kube-root-ca.crt\n");
        (await kubectl.MustAsync("get all -o name")).Should().Be("pod/a\npod/b\n");
        (await kubectl.MustAsync("get pods -A --no-headers")).Should().MatchRegex($@"{kubectl.Namespace}\s+a\s");
        (await kubectl.MustAsync("get --raw /healthz")).Should().Be("ok");
        (await kubectl.MustFailAsync("get pod nobody")).Should().Be("Error from server (NotFound): pods \"nobody\" not found\n");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_selectors_When_kubectl_gets_pods_Then_only_those_that_fit_come()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync($"{Clients.Kubectl.Pod("a", labels: "app: web, tier: front")}---\n{Clients.Kubectl.Pod("b", labels: "app: web")}---\n{Clients.Kubectl.Pod("c", "local.cluster/stage: never-scheduled")}");
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a pod/b --timeout=30s");

        (await kubectl.MustAsync("get pods -o name -l app=web,tier!=front")).Should().Be("pod/b\n");
        (await kubectl.MustAsync("get pods -o name -l app~in~(web,job)")).Should().Be("pod/a\npod/b\n");
        (await kubectl.MustAsync("get pods -o name -l !app")).Should().Be("pod/c\n");
        (await kubectl.MustAsync("get pods -o name --field-selector status.phase=Pending")).Should().Be("pod/c\n");
        (await kubectl.MustAsync("get pods -o name --field-selector metadata.name=a,spec.restartPolicy=Always")).Should().Be("pod/a\n");
        (await kubectl.MustAsync("get pods -o name --chunk-size=1")).Should().Be("pod/a\npod/b\npod/c\n");
        (await kubectl.MustFailAsync("get pods --field-selector spec.colour=red")).Should().Contain("field label not supported: spec.colour");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_watch_When_an_object_changes_Then_kubectl_prints_each_change()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Map("m", "1"));

        var watching = kubectl.RunAsync("get configmaps --watch --output-watch-events --no-headers --request-timeout=8s");
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Map("m", "2"));
        _ = await kubectl.MustAsync("delete configmap m");

        (await watching).Output.Should().MatchRegex(@"ADDED\s+m\s+1").And.MatchRegex(@"DELETED\s+m\s+1");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_running_pod_When_kubectl_describes_it_and_its_node_Then_events_and_pods_are_told()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Pod("a", labels: "app: web"));
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a --timeout=30s");
        var node = await kubectl.MustAsync("get pod a -o jsonpath={.spec.nodeName}");

        (await kubectl.MustAsync("describe pod a")).Should().MatchRegex(@"Status:\s+Running").And.MatchRegex(@"QoS Class:\s+BestEffort")
            .And.Contain($"Successfully assigned {kubectl.Namespace}/a to {node}").And.Contain("Started container c");
        (await kubectl.MustAsync($"describe node {node}")).Should().Contain("Non-terminated Pods:").And.MatchRegex($@"{kubectl.Namespace}\s+a\s");
        (await kubectl.MustAsync($"describe namespace {kubectl.Namespace}")).Should().MatchRegex(@"Status:\s+Active");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_container_that_prints_When_kubectl_logs_follows_it_Then_all_lines_come_to_its_end()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Pod("a", "local.cluster/run-for: 2s, local.cluster/stage: java-out-of-memory", "Never"));
        _ = await kubectl.MustAsync("wait --for=jsonpath={.status.phase}=Running pod/a --timeout=30s");

        var followed = await kubectl.MustAsync("logs -f a");

        followed.Should().StartWith("[simulated] container 'c' of image 'busybox:1' started").And.Contain("\nException in thread \"main\" java.lang.OutOfMemoryError: Java heap space\n")
            .And.EndWith("ends with exit code 1.\n", "it follows to the end");
        (await kubectl.MustAsync("logs a")).Should().Be(followed);
        (await kubectl.MustAsync("logs a --tail=1")).Should().Be("[simulated] container 'c' ends with exit code 1.\n");
        (await kubectl.MustAsync("logs a --timestamps --tail=1")).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\S+Z \[simulated\]");
        (await kubectl.MustFailAsync("logs a -c nobody")).Should().Contain("container nobody is not valid for pod a");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_two_pods_When_kubectl_events_asks_for_one_Then_only_its_events_come()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync($"{Clients.Kubectl.Pod("a")}---\n{Clients.Kubectl.Pod("b")}");
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a pod/b --timeout=30s");

        (await kubectl.MustAsync("events --for pod/a")).Should().MatchRegex(@"Normal\s+Scheduled\s+Pod/a").And.MatchRegex(@"Normal\s+Started\s+Pod/a").And.NotContain("Pod/b");
        (await kubectl.MustAsync("get events --field-selector reason=Scheduled -o name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_conditions_values_and_deletions_When_kubectl_waits_for_them_Then_it_ends_with_them_or_in_time()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync($"{Clients.Kubectl.Pod("a")}---\n{Clients.Kubectl.Pod("b", "local.cluster/run-for: 300ms", "Never")}");

        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a --timeout=30s");
        _ = await kubectl.MustAsync("wait --for=jsonpath={.status.phase}=Succeeded pod/b --timeout=30s");
        _ = await kubectl.MustAsync("delete pod a --wait=false");
        _ = await kubectl.MustAsync("wait --for=delete pod/a --timeout=30s");
        (await kubectl.MustFailAsync("wait --for=condition=Ready pod/b --timeout=1s")).Should().Contain("timed out");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_role_When_kubectl_auth_asks_Then_it_says_what_the_role_says()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.MustAsync("create role reader --verb=get,list --resource=pods");
        _ = await kubectl.MustAsync($"create rolebinding reader --role=reader --serviceaccount={kubectl.Namespace}:default");
        var account = $"--as=system:serviceaccount:{kubectl.Namespace}:default";

        (await kubectl.RunAsync($"auth can-i list pods {account}")).Output.Should().Be("yes\n");
        (await kubectl.RunAsync($"auth can-i delete pods {account}")).Should().Be((1, "no\n", ""));
        (await kubectl.MustAsync($"auth can-i --list {account}")).Should().MatchRegex(@"pods\s+\[\]\s+\[\]\s+\[get list\]");
        (await kubectl.MustAsync($"auth whoami {account} -o jsonpath={{.status.userInfo.username}}")).Should().Be($"system:serviceaccount:{kubectl.Namespace}:default");
        (await kubectl.MustFailAsync($"delete pod a {account}")).Should().Be(
            $"Error from server (Forbidden): pods \"a\" is forbidden: User \"system:serviceaccount:{kubectl.Namespace}:default\" cannot delete resource \"pods\" in API group \"\" in the namespace \"{kubectl.Namespace}\"\n");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_definition_When_kubectl_asks_for_resources_versions_and_explanations_Then_they_know_it()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Thing, plural: things, singular: thing, shortNames: [th]}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, description: What the thing is., properties: {size: {type: integer, description: In metres.}}}}}}
            """);
        _ = await kubectl.MustAsync("wait --for=condition=Established crd/things.example.com --timeout=30s");

        (await kubectl.MustAsync("api-resources --api-group=example.com --no-headers")).Should().MatchRegex(@"things\s+th\s+example.com/v1\s+true\s+Thing");
        (await kubectl.MustAsync("api-resources --namespaced=false -o name")).Should().Contain("nodes\n").And.NotContain("pods\n");
        (await kubectl.MustAsync("api-versions")).Should().Contain("batch/v1\n").And.Contain("example.com/v1\n");
        (await kubectl.MustAsync("explain thing.spec.size")).Should().Contain("In metres.").And.MatchRegex("integer");
        (await kubectl.MustAsync("explain pod.spec.nodeName")).Should().MatchRegex(@"KIND:\s+Pod\nVERSION:\s+v1").And.Contain("nodeName <string>");
        (await kubectl.MustAsync("version -o json")).Should().Contain("localcluster");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_simulated_container_When_kubectl_wants_to_reach_into_it_Then_it_is_refused_with_a_reason()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Pod("a"));
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a --timeout=30s");

        const string Reason = "containers here are simulated and have no process to reach";
        (await kubectl.MustFailAsync("port-forward pod/a :80")).Should().Contain(Reason);
        (await kubectl.MustFailAsync("exec a -- ls")).Should().Contain(Reason);
        (await kubectl.MustFailAsync("attach a")).Should().Contain(Reason);
        (await kubectl.MustFailAsync("cp a:/x /dev/null")).Should().Contain(Reason);
    }
}
