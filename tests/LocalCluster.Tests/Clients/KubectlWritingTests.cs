using Testing;

namespace LocalCluster.Tests.Clients;

/// <summary>The real kubectl, verb by verb, where it writes.</summary>
public sealed class KubectlWritingTests(ServedCluster cluster) : IClassFixture<ServedCluster>
{
    private const string Kubectl = "kubectl";

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_objects_When_kubectl_creates_them_Then_they_are_made_once_or_told_what_is_wrong()
    {
        var kubectl = await cluster.NamespaceAsync();

        (await kubectl.MustAsync("create -f -", Clients.Kubectl.Map("m", "1"))).Should().Be("configmap/m created\n");
        (await kubectl.MustFailAsync("create -f -", Clients.Kubectl.Map("m", "1"))).Should().Be("Error from server (AlreadyExists): error when creating \"STDIN\": configmaps \"m\" already exists\n");
        (await kubectl.MustAsync("create --dry-run=server -f - -o name", Clients.Kubectl.Map("dry", "1"))).Should().Be("configmap/dry\n");
        (await kubectl.MustFailAsync("get configmap dry")).Should().Contain("NotFound");
        (await kubectl.MustAsync("create -f - -o name", "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: made-}}")).Should().MatchRegex("^configmap/made-[a-z0-9]{5}\n$");
        (await kubectl.MustFailAsync("create -f -", "{apiVersion: v1, kind: Pod, metadata: {name: bad}, spec: {containers: [{name: Bad}]}}"))
            .Should().Contain("The Pod \"bad\" is invalid").And.Contain("spec.containers[0].name: Invalid value: \"Bad\"").And.Contain("spec.containers[0].image: Required value");
        (await kubectl.MustAsync("run web --image=nginx -o name")).Should().Be("pod/web\n");
        (await kubectl.MustAsync("expose pod web --port=80")).Should().Be("service/web exposed\n");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_list_When_kubectl_creates_or_applies_it_Then_its_parts_are_checked_by_their_schemas_and_made()
    {
        var kubectl = await cluster.NamespaceAsync();
        static string List(string name, string port, string image) => $$$"""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: {{{name}}} }, data: {a: '1'}}
            - {apiVersion: v1, kind: Service, metadata: {name: {{{name}}} }, spec: {ports: [{port: {{{port}}}, targetPort: web} ], selector: {a: b} } }
            - {apiVersion: v1, kind: Pod, metadata: {name: {{{name}}} }, spec: {containers: [{name: c, {{{image}}}: busybox, resources: {requests: {cpu: 1, memory: 10Mi} } } ] } }
            """;

        (await kubectl.MustAsync("create -f -", List("a", "80", "image"))).Should().Be("configmap/a created\nservice/a created\npod/a created\n");
        (await kubectl.ApplyAsync(List("b", "80", "image"))).Should().Be("configmap/b created\nservice/b created\npod/b created\n");
        (await kubectl.MustFailAsync("apply -f -", List("c", "eighty", "imagee"))).Should()
            .Contain("ValidationError(Service.spec.ports[0].port): invalid type for io.k8s.api.core.v1.ServicePort.port: got \"string\", expected \"integer\"").And
            .Contain("ValidationError(Pod.spec.containers[0]): unknown field \"imagee\" in io.k8s.api.core.v1.Container");
        (await kubectl.MustFailAsync("get configmap c")).Should().Contain("NotFound", "nothing is sent of a list of which a part is wrong");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_fields_of_others_When_kubectl_applies_Then_it_merges_three_ways()
    {
        var kubectl = await cluster.NamespaceAsync();

        (await kubectl.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '1', b: '1'}}")).Should().Be("configmap/m created\n");
        _ = await kubectl.MustAsync("patch configmap m --type=merge -p {\"data\":{\"other\":\"x\"}}");
        (await kubectl.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '2'}}")).Should().Be("configmap/m configured\n");

        (await kubectl.MustAsync("get configmap m -o jsonpath={.data}")).Should().Be("""{"a":"2","other":"x"}""", "what was applied before and is not now goes, what others added stays");
        (await kubectl.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '2'}}")).Should().Be("configmap/m unchanged\n");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_fields_of_another_manager_When_kubectl_applies_on_the_server_side_Then_it_conflicts_until_it_is_forced()
    {
        var kubectl = await cluster.NamespaceAsync();

        (await kubectl.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '1', b: '1'}}", "--server-side --field-manager=first")).Should().Be("configmap/m serverside-applied\n");
        _ = await kubectl.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {c: '1'}}", "--server-side --field-manager=second");
        (await kubectl.MustFailAsync("apply --server-side --field-manager=second -f -", "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '2'}}"))
            .Should().Contain("conflict with \"first\"").And.Contain(".data.a");
        _ = await kubectl.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '2'}}", "--server-side --field-manager=second --force-conflicts");

        (await kubectl.MustAsync("get configmap m -o jsonpath={.data}")).Should().Be("""{"a":"2","b":"1"}""", "who leaves out what is his alone gives it up");
        (await kubectl.MustAsync("get configmap m -o jsonpath={.metadata.managedFields[*].manager}")).Should().Be("first second");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_change_When_kubectl_diff_looks_Then_it_is_shown_and_not_made()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Map("m", "old"));

        var (code, output, _) = await kubectl.RunAsync("diff -f -", Clients.Kubectl.Map("m", "new"));

        code.Should().Be(1, "that is how diff says that there is a difference");
        output.Should().Contain("-  key: old\n").And.Contain("+  key: new\n");
        (await kubectl.MustAsync("get configmap m -o jsonpath={.data.key}")).Should().Be("old");
        _ = await kubectl.MustAsync("diff -f -", Clients.Kubectl.Map("m", "old"));
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_an_object_When_kubectl_replaces_it_Then_it_is_put_whole_and_a_stale_one_is_refused()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.MustAsync("create -f -", Clients.Kubectl.Map("m", "1"));
        var old = await kubectl.MustAsync("get configmap m -o yaml");

        (await kubectl.MustAsync("replace -f -", Clients.Kubectl.Map("m", "2"))).Should().Be("configmap/m replaced\n");

        (await kubectl.MustAsync("get configmap m -o jsonpath={.data.key}")).Should().Be("2");
        (await kubectl.MustFailAsync("replace -f -", old)).Should().Contain("the object has been modified");
        var uid = await kubectl.MustAsync("get configmap m -o jsonpath={.metadata.uid}");
        _ = await kubectl.MustAsync("replace --force -f -", Clients.Kubectl.Map("m", "3"));
        (await kubectl.MustAsync("get configmap m -o jsonpath={.metadata.uid}")).Should().NotBe(uid, "force deletes and creates");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_pod_When_kubectl_patches_it_in_three_ways_Then_each_does_what_its_kind_does()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Pod("a", labels: "app: web"));

        _ = await kubectl.MustAsync("""patch pod a --type=strategic -p {"metadata":{"labels":{"s":"1"}},"spec":{"containers":[{"name":"c","image":"busybox:2"}]}}""");
        _ = await kubectl.MustAsync("""patch pod a --type=merge -p {"metadata":{"labels":{"m":"1","app":null}}}""");
        _ = await kubectl.MustAsync("""patch pod a --type=json -p [{"op":"test","path":"/metadata/labels/m","value":"1"},{"op":"add","path":"/metadata/labels/j","value":"1"}]""");

        (await kubectl.MustAsync("get pod a -o jsonpath={.metadata.labels}")).Should().Be("""{"j":"1","m":"1","s":"1"}""");
        (await kubectl.MustAsync("get pod a -o jsonpath={.spec.containers[*].image}")).Should().Be("busybox:2", "a strategic patch merges containers by name");
        (await kubectl.MustFailAsync("""patch pod a --type=json -p [{"op":"test","path":"/metadata/labels/m","value":"2"}]""")).Should().Contain("the server rejected our request due to an error in our request");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_an_object_When_kubectl_labels_and_annotates_it_Then_values_are_set_changed_and_removed()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Map("m", "1"));

        (await kubectl.MustAsync("label configmap m team=a")).Should().Be("configmap/m labeled\n");
        (await kubectl.MustFailAsync("label configmap m team=b")).Should().Contain("--overwrite is false");
        _ = await kubectl.MustAsync("label configmap m team=b --overwrite");
        _ = await kubectl.MustAsync("annotate configmap --all note=two~words");

        (await kubectl.MustAsync("get configmap m -o jsonpath={.metadata.labels.team}/{.metadata.annotations.note}")).Should().Be("b/two words");
        (await kubectl.MustAsync("label configmap m team-")).Should().Be("configmap/m unlabeled\n");
        (await kubectl.MustFailAsync("label configmap m team=b --overwrite --resource-version=1")).Should().Contain("the object has been modified");
        (await kubectl.MustFailAsync("label configmap m bad=a/b")).Should().Contain("invalid label value");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_pod_When_kubectl_sets_its_image_Then_the_container_has_it()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Pod("a"));

        (await kubectl.MustAsync("set image pod/a c=busybox:3")).Should().Be("pod/a image updated\n");

        (await kubectl.MustAsync("get pod a -o jsonpath={.spec.containers[0].image}")).Should().Be("busybox:3");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_pods_When_kubectl_deletes_them_Then_it_waits_selects_and_forces()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(
            $"{Clients.Kubectl.Pod("a", labels: "app: web")}---\n{Clients.Kubectl.Pod("b", labels: "app: web")}---\n{Clients.Kubectl.Pod("slow", "local.cluster/stage: slow-stop")}---\n{Clients.Kubectl.Pod("c")}");
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod --all --timeout=30s");

        (await kubectl.MustAsync("delete pod slow")).Should().Contain("pod \"slow\" deleted");
        (await kubectl.MustFailAsync("get pod slow")).Should().Contain("NotFound", "delete waits for the grace period");
        _ = await kubectl.MustAsync("delete pods -l app=web --now");
        (await kubectl.MustAsync("get pods -o name")).Should().Be("pod/c\n");
        _ = await kubectl.MustAsync("delete pod c --grace-period=0 --force");
        _ = await kubectl.MustAsync("delete pod nobody --ignore-not-found");
        (await kubectl.MustAsync("delete pods --all")).Should().Contain("No resources found");
        _ = await kubectl.MustAsync($"delete namespace {kubectl.Namespace} --timeout=60s");
        (await kubectl.MustFailAsync($"get namespace {kubectl.Namespace}")).Should().Contain("NotFound");
    }

    [ToolFact(Kubectl, isDebianPackage: false)]
    public async Task Given_a_pod_on_a_node_When_kubectl_drains_the_node_Then_the_pod_is_evicted_and_the_node_cordoned()
    {
        var kubectl = await cluster.NamespaceAsync();
        _ = await kubectl.ApplyAsync(Clients.Kubectl.Pod("a"));
        _ = await kubectl.MustAsync("wait --for=condition=Ready pod/a --timeout=30s");
        var node = await kubectl.MustAsync("get pod a -o jsonpath={.spec.nodeName}");

        _ = await kubectl.MustAsync($"drain {node} --force --pod-selector=!other --timeout=60s");

        (await kubectl.MustFailAsync("get pod a")).Should().Contain("NotFound");
        (await kubectl.MustAsync($"get node {node} --no-headers")).Should().Contain("SchedulingDisabled");
        _ = await kubectl.MustAsync($"uncordon {node}");
    }
}
