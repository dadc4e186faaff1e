using System.Text.RegularExpressions;
using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests.Commands;

/// <summary>What a user reads when something is wrong: one sentence, word for word, and an exit code; never a stack trace.</summary>
[Collection(SharedOperator.Name)]
public sealed class BadInputTests(SharedOperator shared) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bad-input");
    private TestNamespace _home = null!;

    public async Task InitializeAsync() => _home = await shared.Cluster.Api.CreateNamespaceAsync("bad-input");

    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_named() =>
        (await new Sparkctl("/does/not/exist").RunAsync("list")).Should().Be((2, "sparkctl: kubeconfig /does/not/exist does not exist; give the path of an existing one.\n"));

    [Fact]
    public async Task Without_any_kubeconfig_the_way_to_name_a_cluster_is_told()
    {
        await using var program = ProgramUnderTest.Start("sparkctl", ["list"], new Dictionary<string, string> { ["HOME"] = _folder.FullName, ["KUBERNETES_SERVICE_HOST"] = "" });

        (await program.ExitAsync()).Should().Be(2);
        program.Output.Should().Be("sparkctl: no cluster is named: this is no pod, KUBECONFIG is not set and ~/.kube/config does not exist; give a kubeconfig.\n");
    }

    [Fact]
    public async Task A_token_that_is_not_believed_any_more_leads_to_the_login()
    {
        var file = await ShippedRights.KubeConfigAsync(shared.Cluster, _home.Name, "spark", _folder);
        await File.WriteAllTextAsync(file, Regex.Replace(await File.ReadAllTextAsync(file), "\"token\":\"[^\"]+\"", "\"token\":\"of-yesterday\""));

        (await new Sparkctl(file).RunAsync("-n", _home.Name, "list"))
            .Should().Be((1, "sparkctl: the cluster does not accept the credentials of the kubeconfig (401); log in again, or choose another user with --context.\n"));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named_with_who_can_help()
    {
        _home.ExpectDenialsOfAccount("spark");
        var file = await ShippedRights.KubeConfigAsync(shared.Cluster, _home.Name, "spark", _folder);

        (await new Sparkctl(file).RunAsync("-n", _home.Name, "list")).Should().Be((1,
            $"sparkctl: the cluster refused (403): sparkapplications.sparkoperator.k8s.io is forbidden: User \"system:serviceaccount:{_home.Name}:spark\" cannot list resource \"sparkapplications\" "
            + $"in API group \"sparkoperator.k8s.io\" in the namespace \"{_home.Name}\"; 'sparkctl doctor' shows which rights are missing, an administrator can grant them.\n"));
    }

    [Fact]
    public async Task A_name_that_is_nearly_right_gets_the_right_one()
    {
        var manifest = Manifests.SparkPi("spark-pi");
        manifest["spec"]!["suspend"] = true;
        await shared.Cluster.Api.CreateAsync(ClusterObjects.SparkApplications, _home.Name, manifest);

        foreach (var words in new string[][] { ["status"], ["log"], ["event"], ["wait"], ["watch"], ["delete"], ["suspend"], ["resume"], ["rerun"], ["forward"], ["diagnose"] })
        {
            (await new Sparkctl(shared.Cluster.KubeConfigPath).RunAsync(["-n", _home.Name, .. words, "spak-pi"]))
                .Should().Be((1, $"sparkctl: there is no SparkApplication 'spak-pi' in namespace '{_home.Name}'; did you mean 'spark-pi'?\n"), words[0]);
        }
    }

    [Fact]
    public async Task YAML_that_cannot_be_read_is_told_with_line_and_column()
    {
        var file = Path.Combine(_folder.FullName, "broken.yaml");
        await File.WriteAllTextAsync(file, "apiVersion: v1\nkind: Pod\n  metadata: {}\n");

        (await new Sparkctl(shared.Cluster.KubeConfigPath).RunAsync("create", file))
            .Should().Be((2, $"sparkctl: {file}, line 3, column 11: not YAML: While scanning a plain scalar value, found invalid mapping.\n"));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named()
    {
        var file = Path.Combine(_folder.FullName, "nowhere");
        await File.WriteAllTextAsync(file, """
            {"apiVersion":"v1","kind":"Config","current-context":"x","contexts":[{"name":"x","context":{"cluster":"x","user":"x"}}],"users":[{"name":"x","user":{}}],
             "clusters":[{"name":"x","cluster":{"server":"http://127.0.0.1:1"}}]}
            """);

        var (exitCode, output) = await new Sparkctl(file).RunAsync("list");

        exitCode.Should().Be(1);
        output.Trim().Split('\n').Should().ContainSingle().Which.Should().StartWith("sparkctl: ").And.Contain("127.0.0.1:1").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_word_that_is_none_is_told_in_one_line() =>
        (await new Sparkctl(shared.Cluster.KubeConfigPath).RunAsync("top", "-o", "wide"))
            .Should().Be((2, "sparkctl: Argument 'wide' not recognized. Must be one of: 'table' 'json' 'yaml'; 'sparkctl top --help' shows the usage.\n"));
}
