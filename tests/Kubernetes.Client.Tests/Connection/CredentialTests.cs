using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Tests.Servers;
using Testing.Certificates;
using Testing.Time;

namespace Kubernetes.Client.Tests.Connection;

public sealed class CredentialTests : IDisposable
{
    private static readonly ApiRequest Read = ApiRequests.Get(KubernetesResources.Pods, "n", "p");
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Given_a_token_file_When_it_is_renewed_Then_the_new_token_is_used_within_a_minute()
    {
        var token = _folder.Write("token", "old\n");
        var source = Load("{tokenFile: token}").Credentials;

        (await source.GetAsync(default)).Token.Should().Be("old");
        File.WriteAllText(token, "new");
        _clock.Advance(TimeSpan.FromSeconds(59));
        (await source.GetAsync(default)).Token.Should().Be("old");
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await source.GetAsync(default)).Token.Should().Be("new");
    }

    [Fact]
    public async Task Given_a_token_file_that_goes_away_Then_the_last_token_serves_on()
    {
        var token = _folder.Write("token", "old");
        var source = Load("{tokenFile: token}").Credentials;
        _ = await source.GetAsync(default);

        File.Delete(token);
        _clock.Advance(TimeSpan.FromMinutes(2));

        (await source.GetAsync(default)).Token.Should().Be("old");
    }

    [Fact]
    public async Task Given_401_When_the_file_has_a_newer_token_Then_it_is_read_at_once_and_the_request_succeeds()
    {
        var token = _folder.Write("token", "old");
        await using var server = new ServerThatWantsToken("new");
        using var client = new KubernetesHttpClient(Load("{tokenFile: token}", server.Address), Clients.Patient, _clock);
        await client.Awaiting(it => it.SendAsync(Read, default)).Should().ThrowAsync<ApiStatusException>();

        File.WriteAllText(token, "new");

        (await client.SendAsync(Read, default)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Given_401_for_good_Then_it_is_asked_twice_and_no_more_and_the_token_is_nowhere_in_the_error()
    {
        await using var server = new ServerThatWantsToken("another");
        using var client = new KubernetesHttpClient(Load("{token: canary}", server.Address), Clients.Patient, _clock);

        var error = (await client.Awaiting(it => it.SendAsync(Read, default)).Should().ThrowAsync<ApiStatusException>()).Which;

        error.Code.Should().Be(401);
        error.ToString().Should().NotContain("canary");
        server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("two\nlines", "characters that no token has")]
    public async Task Given_a_token_file_without_a_token_Then_nothing_is_sent_and_the_file_is_named(string content, string found)
    {
        var token = _folder.Write("token", content);
        await using var server = new ServerThatWantsToken("x");
        using var client = new KubernetesHttpClient(Load("{tokenFile: token}", server.Address), Clients.Patient, _clock);

        var error = (await client.Awaiting(it => it.SendAsync(Read, default)).Should().ThrowAsync<ApiTransportException>()).Which;

        error.Fault.Should().Be(TransportFault.Credentials);
        error.OutcomeUnknown.Should().BeFalse();
        error.Message.Should().Contain(token).And.Contain(found);
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_an_exec_plugin_Then_it_is_asked_again_only_when_its_token_expires()
    {
        var expires = _clock.GetUtcNow().AddMinutes(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _ = _folder.WriteProgram("plugin", $$$"""
            echo asked >> "$1"
            printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s-%s","expirationTimestamp":"{{{expires}}}"}}' "$PREFIX" "$(wc -l < "$1" | tr -d ' ')"
            """);
        var log = Path.Combine(_folder.Path, "log");
        var source = Load($$$"""{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: ["{{{log}}}"], env: [{name: PREFIX, value: t}]}}""").Credentials;

        (await source.GetAsync(default)).Token.Should().Be("t-1");
        _clock.Advance(TimeSpan.FromMinutes(9));
        (await source.GetAsync(default)).Token.Should().Be("t-1");
        _clock.Advance(TimeSpan.FromMinutes(2));
        (await source.GetAsync(default)).Token.Should().Be("t-2");
        source.Forget();
        (await source.GetAsync(default)).Token.Should().Be("t-3");
    }

    [Fact]
    public async Task Given_an_exec_plugin_Then_it_is_told_the_version_and_on_demand_the_cluster()
    {
        _ = _folder.WriteProgram("plugin", """
            printf '%s' "$KUBERNETES_EXEC_INFO" > "$1"
            echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t"}}'
            """);
        var told = Path.Combine(_folder.Path, "told");
        var source = Load($$$"""{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./plugin, args: ["{{{told}}}"], provideClusterInfo: true}}""").Credentials;

        _ = await source.GetAsync(default);

        (await File.ReadAllTextAsync(told)).Should().Be(
            """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false,"cluster":{"server":"http://127.0.0.1:1"}}}""");
    }

    [Fact]
    public async Task Given_an_exec_plugin_that_gives_a_certificate_Then_it_is_usable()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.ClientCertificate("jane");
        var answer = System.Text.Json.Nodes.JsonNode.Parse("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}""")!;
        answer["status"]!["clientCertificateData"] = certificate.ExportCertificatePem();
        answer["status"]!["clientKeyData"] = TestAuthority.KeyPem(certificate);
        _ = _folder.Write("answer", answer.ToJsonString());
        _ = _folder.WriteProgram("plugin", $"cat '{_folder.Path}/answer'");

        var credential = await Load("{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}}").Credentials.GetAsync(default);

        credential.Token.Should().BeNull();
        credential.Certificate!.Subject.Should().Contain("CN=jane");
        credential.Certificate.HasPrivateKey.Should().BeTrue();
    }

    [Theory]
    [InlineData("exit 3", "ended with code 3")]
    [InlineData("echo no luck >&2; exit 1", "saying \"no luck\"")]
    [InlineData("echo canary", "output is not JSON")]
    [InlineData("echo '{}'", "no ExecCredential")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"status\":{\"token\":\"canary\"}}'", "answered in apiVersion")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'", "has no status")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}'", "neither token nor client certificate")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"clientKeyData\":\"canary\",\"token\":\"canary\"}}'", "certificate without key, or the reverse")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"canary\",\"expirationTimestamp\":\"soon\"}}'", "no RFC 3339 time")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"clientKeyData\":\"canary\",\"clientCertificateData\":\"canary\"}}'", "cannot be used")]
    public async Task Given_an_exec_plugin_that_fails_Then_the_error_names_it_and_never_what_it_said_in_secret(string script, string found)
    {
        _ = _folder.WriteProgram("plugin", script);
        await using var server = new ServerThatWantsToken("x");
        using var client = new KubernetesHttpClient(
            Load("{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}}", server.Address), Clients.Patient, _clock);

        var error = (await client.Awaiting(it => it.SendAsync(Read, default)).Should().ThrowAsync<ApiTransportException>()).Which;

        error.Fault.Should().Be(TransportFault.Credentials);
        error.Message.Should().Contain(found).And.Contain("user 'u'").And.Contain("plugin").And.NotContain("canary");
    }

    [Fact]
    public async Task Given_an_exec_plugin_that_is_not_installed_Then_its_hint_is_shown()
    {
        var source = Load("{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-program-here, installHint: brew install it}}").Credentials;

        var error = await source.Awaiting(it => it.GetAsync(default).AsTask()).Should().ThrowAsync<Exception>();

        error.Which.Message.Should().Contain("no-such-program-here").And.Contain("brew install it");
    }

    [Fact]
    public async Task Given_an_exec_plugin_that_hangs_Then_it_is_ended_after_a_minute()
    {
        _ = _folder.WriteProgram("plugin", "echo $$ > \"$1\"; exec sleep 600");
        var pid = Path.Combine(_folder.Path, "pid");
        var source = Load($$$"""{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: ["{{{pid}}}"]}}""").Credentials;

        var asking = source.GetAsync(default).AsTask();
        await Eventually.True(() => File.Exists(pid) && File.ReadAllText(pid).Length > 0);
        _clock.Advance(TimeSpan.FromSeconds(60));

        (await asking.Invoking(it => it).Should().ThrowAsync<Exception>()).Which.Message.Should().Contain("did not end within 60 s");
        await Eventually.True(() => !Directory.Exists($"/proc/{File.ReadAllText(pid).Trim()}") || File.ReadAllText($"/proc/{File.ReadAllText(pid).Trim()}/stat").Contains(") Z "));
    }

    [Fact]
    public async Task In_a_pod_the_mounted_token_authority_and_namespace_are_used()
    {
        using var authority = new TestAuthority();
        _ = _folder.Write("token", "pod-token");
        _ = _folder.Write("ca.crt", authority.Pem);
        _ = _folder.Write("namespace", "spark\n");

        var cluster = InClusterConfig.Load(InPod("10.0.0.1"), _clock, _folder.Path);

        (cluster.Server, cluster.Namespace).Should().Be((new Uri("https://10.0.0.1:443"), "spark"));
        (await cluster.Credentials.GetAsync(default)).Token.Should().Be("pod-token");
        InClusterConfig.Load(InPod("fd00::1"), _clock, _folder.Path).Server.Should().Be(new Uri("https://[fd00::1]:443"));
    }

    [Fact]
    public void In_a_pod_without_a_mounted_token_it_says_how_to_get_one() =>
        FluentActions.Invoking(() => InClusterConfig.Load(InPod("10.0.0.1"), _clock, _folder.Path))
            .Should().Throw<KubeConfigException>().WithMessage("*token does not exist*automountServiceAccountToken*");

    [Fact]
    public void Outside_of_a_pod_it_says_so() =>
        FluentActions.Invoking(() => InClusterConfig.Load(_ => null, _clock)).Should().Throw<KubeConfigException>().WithMessage("*this is no pod*");

    private static Func<string, string?> InPod(string host) =>
        name => name switch { "KUBERNETES_SERVICE_HOST" => host, "KUBERNETES_SERVICE_PORT" => "443", _ => null };

    private ClusterConnection Load(string user, Uri? server = null) => KubeConfig.Load(
        _folder.Write("config", $$$"""
            current-context: x
            contexts: [{name: x, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "{{{server?.ToString().TrimEnd('/') ?? "http://127.0.0.1:1"}}}"}}]
            users: [{name: u, user: {{{user}}}}]
            """),
        null,
        _clock);
}
