using System.Net.Security;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Connection.Tls;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;
using Testing.Certificates;

namespace Kubernetes.Client.Tests.Connection;

public sealed class TlsTests : IDisposable
{
    private static readonly ApiRequest Read = ApiRequests.Get(KubernetesResources.Pods, "n", "p");
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _stranger = new("another authority");

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Given_authority_and_client_certificate_as_data_or_files_Then_the_server_sees_who_we_are_over_HTTP_2(bool asFiles)
    {
        await using var server = await TlsServer.StartAsync(_authority.ServerCertificate());
        using var me = _authority.ClientCertificate("jane");
        var (authority, certificate, key) = asFiles
            ? ($"certificate-authority: {_folder.Write("ca.crt", _authority.Pem)}",
               $"client-certificate: {_folder.Write("me.crt", me.ExportCertificatePem())}", $"client-key: {_folder.Write("me.key", TestAuthority.KeyPem(me))}")
            : ($"certificate-authority-data: {Base64(_authority.Pem)}",
               $"client-certificate-data: {Base64(me.ExportCertificatePem())}", $"client-key-data: {Base64(TestAuthority.KeyPem(me))}");

        var answer = await AskAsync(server, authority, $"{{{certificate}, {key}}}");

        ((string)answer["subject"]!).Should().Contain("CN=jane").And.Contain("O=system:masters");
        ((string)answer["protocol"]!).Should().Be("HTTP/2");
    }

    [Fact]
    public async Task Given_a_server_of_another_authority_Then_it_is_refused_with_the_reason_and_nothing_is_sent()
    {
        var called = false;
        await using var server = await TlsServer.StartAsync(_stranger.ServerCertificate(), _ =>
        {
            called = true;
            return Task.CompletedTask;
        });

        var error = await FaultAsync(server, $"certificate-authority-data: {Base64(_authority.Pem)}", "{token: canary}");

        error.Fault.Should().Be(TransportFault.Tls);
        error.OutcomeUnknown.Should().BeFalse();
        error.Message.Should().Contain("does not follow from the certificate authority of kubeconfig").And.Contain("cluster 'c'").And.Contain(server.Address.Authority);
        error.ToString().Should().NotContain("canary");
        called.Should().BeFalse();
    }

    [Fact]
    public async Task Given_no_authority_Then_a_private_one_is_refused_and_the_setting_is_named()
    {
        await using var server = await TlsServer.StartAsync(_authority.ServerCertificate());

        (await FaultAsync(server, null)).Message.Should().Contain("set 'certificate-authority'");
    }

    [Fact]
    public async Task Given_a_certificate_for_another_name_Then_it_is_refused_unless_that_name_is_asked_for()
    {
        await using var server = await TlsServer.StartAsync(_authority.ServerCertificateFor("api.example.com"));
        var authority = $"certificate-authority-data: {Base64(_authority.Pem)}";

        (await FaultAsync(server, authority)).Message.Should().Contain("is for other names").And.Contain("'tls-server-name'");
        (await AskAsync(server, $"{authority}, tls-server-name: api.example.com")).Should().NotBeNull();
    }

    [Fact]
    public void Given_a_client_certificate_where_a_server_certificate_should_be_Then_it_is_refused()
    {
        var trust = new CustomAuthorities(() => AuthorityPem.Decode(Encoding.UTF8.GetBytes(_authority.Pem)), "a test");
        using var right = _authority.ServerCertificate();
        using var wrong = _authority.ClientCertificateForLocalhost();

        trust.Objection(right, null, SslPolicyErrors.RemoteCertificateChainErrors).Should().BeNull();
        trust.Objection(wrong, null, SslPolicyErrors.RemoteCertificateChainErrors).Should().Contain("NotValidForUsage");
    }

    [Fact]
    public async Task Given_verification_is_switched_off_Then_any_certificate_will_do()
    {
        await using var server = await TlsServer.StartAsync(_stranger.ServerCertificateFor("elsewhere"));

        (await AskAsync(server, "insecure-skip-tls-verify: true")).Should().NotBeNull();
    }

    [Fact]
    public async Task Given_a_server_without_TLS_Then_it_says_that_no_secure_connection_was_possible()
    {
        await using var server = new RawServer("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        using var client = Client(new Uri(server.Address.ToString().Replace("http:", "https:", StringComparison.Ordinal)), null, "{}");

        var error = (await client.Awaiting(it => it.SendAsync(Read, default)).Should().ThrowAsync<ApiTransportException>()).Which;

        error.Fault.Should().BeOneOf(TransportFault.Tls, TransportFault.Broken);
        error.Message.Should().Contain(server.Address.Authority);
    }

    [Fact]
    public async Task Each_lane_has_a_connection_of_its_own_and_calls_in_a_lane_share_one()
    {
        await using var server = await TlsServer.StartAsync(_authority.ServerCertificate());
        using var client = Client(server.Address, $"certificate-authority-data: {Base64(_authority.Pem)}", "{}");
        var connections = new List<string>();

        foreach (var lane in new[] { ApiLane.Default, ApiLane.Watch, ApiLane.Lease, ApiLane.Default, ApiLane.Watch, ApiLane.Lease })
        {
            var answer = JsonNode.Parse((await client.SendAsync(Read with { Lane = lane }, default)).Body.Span)!;
            connections.Add((string)answer["connection"]!);
        }

        connections.Distinct().Should().HaveCount(3);
        connections.Take(3).Should().Equal(connections.Skip(3));
    }

    [Fact]
    public async Task Given_a_watch_over_HTTP_2_Then_each_line_comes_when_it_is_sent()
    {
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TlsServer.StartAsync(_authority.ServerCertificate(), async context =>
        {
            await context.Response.WriteAsync("one\ntwo\nth");
            await context.Response.Body.FlushAsync();
            await more.Task;
            await context.Response.WriteAsync("ree\n");
        });
        using var client = Client(server.Address, $"certificate-authority-data: {Base64(_authority.Pem)}", "{}");
        var lines = new List<string>();

        await foreach (var line in client.WatchLinesAsync(ApiRequests.Watch(KubernetesResources.Pods, null), default))
        {
            lines.Add(Encoding.UTF8.GetString(line.Span));
            if (lines.Count == 2)
                more.SetResult();
        }

        lines.Should().Equal("one", "two", "three");
    }

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));

    private async Task<JsonNode> AskAsync(TlsServer server, string? cluster, string user = "{}")
    {
        using var client = Client(server.Address, cluster, user);
        return JsonNode.Parse((await client.SendAsync(Read, default)).Body.Span)!;
    }

    private async Task<ApiTransportException> FaultAsync(TlsServer server, string? cluster, string user = "{}")
    {
        using var client = Client(server.Address, cluster, user);
        return (await client.Awaiting(it => it.SendAsync(Read, default)).Should().ThrowAsync<ApiTransportException>()).Which;
    }

    private KubernetesHttpClient Client(Uri server, string? cluster, string user) => new(
        KubeConfig.Load(
            _folder.Write("config", $$$"""
                current-context: x
                contexts: [{name: x, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "{{{server.ToString().TrimEnd('/')}}}"{{{(cluster is null ? "" : ", " + cluster)}}}}}]
                users: [{name: u, user: {{{user}}}}]
                """),
            null,
            TimeProvider.System),
        Clients.Patient,
        TimeProvider.System);
}
