using Testing;

namespace LocalCluster.Tests.Clients;

/// <summary>The Python client of Kubernetes, as Debian packages it: older than the server, so that an old client is tried as well.</summary>
public sealed class PythonClientTests(ServedCluster cluster) : IClassFixture<ServedCluster>
{
    // The module belongs to Debian's interpreter; another python3 may come first on the PATH.
    private const string Interpreter = "/usr/bin/python3";
    private const string Module = "/usr/lib/python3/dist-packages/kubernetes";

    private const string Program = """
        from kubernetes import client, config, watch

        config.load_kube_config()
        core = client.CoreV1Api()
        namespace = 'python'
        core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=namespace)))
        while not any(one.metadata.name == 'default' for one in core.list_namespaced_service_account(namespace).items):
            pass

        pod = client.V1Pod(
            metadata=client.V1ObjectMeta(name='p', labels={'app': 'web'}, annotations={'local.cluster/run-for': '500ms'}),
            spec=client.V1PodSpec(restart_policy='Never', containers=[client.V1Container(name='c', image='busybox')]))
        created = core.create_namespaced_pod(namespace, pod)
        phases = []
        for event in watch.Watch().stream(core.list_namespaced_pod, namespace, resource_version=created.metadata.resource_version, timeout_seconds=60):
            if event['object'].status.phase not in phases:
                phases.append(event['object'].status.phase)
            if event['object'].status.phase == 'Succeeded':
                break
        print('watched', *phases)
        print('listed', *[one.metadata.name + '=' + one.status.phase for one in core.list_namespaced_pod(namespace, label_selector='app=web').items])

        core.create_namespaced_config_map(namespace, client.V1ConfigMap(metadata=client.V1ObjectMeta(name='m'), data={'a': '1'}))
        core.patch_namespaced_config_map('m', namespace, {'data': {'b': '2'}})
        patched = core.read_namespaced_config_map('m', namespace)
        print('patched', patched.data)
        patched.data = {'c': '3'}
        print('replaced', core.replace_namespaced_config_map('m', namespace, patched).data)
        try:
            core.replace_namespaced_config_map('m', namespace, patched)
        except client.ApiException as refusal:
            print('stale', refusal.status, refusal.reason)
        print('log', core.read_namespaced_pod_log('p', namespace).splitlines()[-1])
        core.delete_namespaced_pod('p', namespace)
        try:
            core.read_namespaced_pod('p', namespace)
        except client.ApiException as refusal:
            print('gone', refusal.status)
        print('version', client.VersionApi().get_code().major)
        """;

    [ToolFact(Module)]
    public async Task Given_the_Python_client_When_it_creates_watches_lists_patches_and_deletes_Then_it_sees_what_it_did()
    {
        var (code, output, errors) = await cluster.RunAsync(Interpreter, [cluster.Write("client.py", Program)]);

        code.Should().Be(0, errors);
        output.TrimEnd().Split('\n').Should().Equal(
            "watched Pending Running Succeeded",
            "listed p=Succeeded",
            "patched {'a': '1', 'b': '2'}",
            "replaced {'c': '3'}",
            "stale 409 Conflict",
            "log [simulated] container 'c' ends with exit code 0.",
            "gone 404",
            "version 1");
    }
}
