using Kubernetes.Client.Connection;
using Testing.Time;

namespace Kubernetes.Client.Tests.Connection;

public sealed class KubeConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    private const string Whole = """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters:
        - name: home
          cluster: {server: "https://127.0.0.1:6443/gateway"}
        - name: away
          cluster: {server: "https://example.com"}
        users:
        - name: me
          user: {token: abc, as: somebody, as-groups: [one, two]}
        contexts:
        - name: here
          context: {cluster: home, user: me, namespace: work}
        - name: there
          context: {cluster: away}
        preferences: {}
        extensions: [{name: future, extension: {a: 1}}]
        """;

    /// <summary>What is wrong with a kubeconfig, and which words the error must contain.</summary>
    public static TheoryData<string, string[]> Broken => new()
    {
        { "a: [\n", ["not valid YAML at line"] },
        { "clusters:\n\t- x", ["not valid YAML at line", "tab"] },
        { "just text", ["line 1", "the file is a single value", "expected a block"] },
        { "- a\n- b", ["line 1", "the file is a list"] },
        { "kind: Pod", ["holds kind 'Pod'", "'kind: Config'"] },
        { "", ["has no current-context", "none"] },
        { "contexts: [{name: a, context: {cluster: c}}]", ["has no current-context", "choose one of 'a'"] },
        { "current-context: x\ncontexts: [{name: a, context: {cluster: c}}]", ["names context 'x'", "known in 'context'", "'a'"] },
        { "current-context: a\ncontexts: [{name: a, context: {user: u}}]", ["context 'a' names no cluster", "add 'cluster:'"] },
        { "current-context: a\ncontexts: [{name: a, context: {cluster: c}}]", ["names cluster 'c'", "not there"] },
        { "contexts: 5", ["line 1", "'contexts' is a single value, expected a list"] },
        { "contexts:\n- 5", ["line 2", "entry 1 of 'contexts' is a single value"] },
        { "contexts:\n- name: a", ["line 2", "has no 'context'"] },
        { "clusters:\n- cluster: {server: https://a}", ["line 2", "has no 'name'"] },
        { "clusters:\n- name: c\n  cluster: {server: [1]}", ["line 3", "'server' is a list, expected a text"] },
        { "clusters:\n- name: c\n  cluster: {insecure-skip-tls-verify: maybe}", ["line 3", "expected true or false"] },
        { With(cluster: "{}"), ["cluster 'c' has no 'server'"] },
        { With(cluster: "{server: 127.0.0.1}"), ["server '127.0.0.1' is no address"] },
        { With(cluster: "{server: ftp://127.0.0.1}"), ["is no address"] },
        { With(cluster: "{server: https://a, certificate-authority: nowhere.crt}"), ["certificate-authority", "nowhere.crt does not exist", "relative to the kubeconfig"] },
        { With(cluster: "{server: https://a, certificate-authority-data: '%%%'}"), ["certificate-authority-data is not base64"] },
        { With(cluster: "{server: https://a, certificate-authority-data: aGVsbG8=}"), ["certificate-authority-data holds no usable PEM"] },
        { With(cluster: "{server: https://a, certificate-authority-data: aGVsbG8=, insecure-skip-tls-verify: true}"), ["remove one of them"] },
        { With(cluster: "{server: https://a, proxy-url: gopher://p}"), ["proxy-url 'gopher://p' is not supported", "socks5"] },
        { With(user: "{username: me, password: canary}"), ["user 'u'", "username and password", "removed in 1.19"] },
        { With(user: "{auth-provider: {name: gcp}}"), ["auth-provider gcp", "use 'exec'"] },
        { With(user: "{token: 'canary canary'}"), ["token holds characters"] },
        { With(user: "{tokenFile: nowhere}"), ["tokenFile", "nowhere does not exist"] },
        { With(user: "{client-certificate: nowhere.crt, client-key: nowhere.key}"), ["client-certificate", "nowhere.crt does not exist"] },
        { With(user: "{client-certificate-data: aGVsbG8=}"), ["certificate without its key", "client-key"] },
        { With(user: "{client-key-data: Y2FuYXJ5}"), ["key without its certificate"] },
        { With(user: "{client-certificate-data: aGVsbG8=, client-key-data: Y2FuYXJ5}"), ["cannot be used together"] },
        { With(user: "{client-certificate-data: '%', client-key-data: Y2FuYXJ5}"), ["client-certificate-data is not base64"] },
        { With(user: "{exec: {apiVersion: client.authentication.k8s.io/v1}}"), ["exec has no 'command'"] },
        { With(user: "{exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}}"), ["v1alpha1', which is not supported", "v1beta1"] },
        { With(user: "{exec: {command: x, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}}"), ["interactiveMode: Always", "IfAvailable"] },
    };

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_kubeconfig_is_told_with_file_finding_and_remedy(string text, string[] words)
    {
        var file = _folder.Write("config", text);

        var error = FluentActions.Invoking(() => KubeConfig.Load(file, null, _clock)).Should().Throw<KubeConfigException>().Which.Message;

        error.Should().ContainAll(words).And.Contain(file).And.NotContain("canary").And.NotContain("Y2FuYXJ5");
        error.Should().NotContain("\n").And.NotContain("   at ");
    }

    [Fact]
    public async Task Given_a_whole_one_Then_the_current_context_is_followed()
    {
        var cluster = KubeConfig.Load(_folder.Write("config", Whole), null, _clock);

        cluster.Server.Should().Be(new Uri("https://127.0.0.1:6443/gateway"));
        cluster.Namespace.Should().Be("work");
        cluster.ImpersonateUser.Should().Be("somebody");
        cluster.ImpersonateGroups.Should().Equal("one", "two");
        (await cluster.Credentials.GetAsync(default)).Token.Should().Be("abc");
    }

    [Fact]
    public void Given_another_context_is_asked_for_Then_it_is_followed_and_has_the_default_namespace()
    {
        var cluster = KubeConfig.Load(_folder.Write("config", Whole), "there", _clock);

        (cluster.Server.Host, cluster.Namespace).Should().Be(("example.com", "default"));
    }

    [Fact]
    public async Task Given_several_files_Then_the_first_word_on_a_name_wins_and_missing_files_are_passed_over()
    {
        var first = _folder.Write("first", "users: [{name: me, user: {token: from-first}}]\ncurrent-context: here\n");
        var second = _folder.Write("second", Whole.Replace("current-context: here", "current-context: there", StringComparison.Ordinal));

        var cluster = KubeConfig.Load(string.Join(Path.PathSeparator, first, Path.Combine(_folder.Path, "missing"), second), null, _clock);

        cluster.Server.Host.Should().Be("127.0.0.1");
        (await cluster.Credentials.GetAsync(default)).Token.Should().Be("from-first");
    }

    [Fact]
    public async Task Given_relative_paths_in_two_files_Then_each_is_relative_to_its_own_file()
    {
        _ = _folder.Write("two/token", "from-two\n");
        var one = _folder.Write("one/config", "current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: https://a}}]");
        var two = _folder.Write("two/config", "users: [{name: u, user: {tokenFile: token}}]");

        var cluster = KubeConfig.Load(string.Join(Path.PathSeparator, one, two), null, _clock);

        (await cluster.Credentials.GetAsync(default)).Token.Should().Be("from-two");
    }

    [Fact]
    public void Given_no_file_at_all_Then_it_says_which() =>
        FluentActions.Invoking(() => KubeConfig.Load("/nowhere/config", null, _clock)).Should().Throw<KubeConfigException>().WithMessage("*/nowhere/config does not exist*");

    [Fact]
    public void Given_the_variable_KUBECONFIG_Then_it_beats_the_home_folder()
    {
        _ = _folder.Write(".kube/config", Whole);

        KubeConfig.DefaultPath(name => name switch { "KUBECONFIG" => "/k", "HOME" => _folder.Path, _ => null }).Should().Be("/k");
        KubeConfig.DefaultPath(name => name == "HOME" ? _folder.Path : null).Should().Be(Path.Combine(_folder.Path, ".kube", "config"));
        KubeConfig.DefaultPath(_ => null).Should().BeNull();
    }

    [Fact]
    public void Given_no_way_to_any_cluster_Then_the_three_ways_are_named() =>
        FluentActions.Invoking(() => KubernetesRegistration.Connect(new KubernetesOptions(), _ => null, _clock))
            .Should().Throw<KubeConfigException>().WithMessage("*no pod*KUBECONFIG*~/.kube/config*");

    private static string With(string cluster = "{server: https://a}", string user = "{}") =>
        $"current-context: x\ncontexts: [{{name: x, context: {{cluster: c, user: u}}}}]\nclusters: [{{name: c, cluster: {cluster}}}]\nusers: [{{name: u, user: {user}}}]\n";
}
