using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Shared.Hosting;
using Shared.Hosting.Options;
using Shared.Hosting.Tls;

namespace Webhook.Tests.Certificates;

public sealed class TlsSettingsTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls12, false, "--webhook-tls-min-version=VersionTLS13")]
    [InlineData(SslProtocols.Tls13, true, "--webhook-tls-min-version=VersionTLS13")]
    [InlineData(SslProtocols.Tls12, true, "--webhook-tls-cipher-suites=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")]
    [InlineData(SslProtocols.Tls12, false, "--webhook-tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")]
    public async Task A_handshake_agrees_on_what_was_allowed_and_on_nothing_else(SslProtocols offered, bool agrees, params string[] args)
    {
        var tls = Read(args);
        await using var webhook = await RunningWebhook.StartAsync(configure: options => options with { Tls = tls });
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", new Uri(webhook.Url).Port);
        await using var stream = new SslStream(tcp.GetStream());
        var client = webhook.NewTlsOptions();
        client.EnabledSslProtocols = offered;

        var handshake = () => stream.AuthenticateAsClientAsync(client);

        if (agrees)
            await handshake.Should().NotThrowAsync();
        else
            await handshake.Should().ThrowAsync<Exception>();
    }

    [Theory]
    [InlineData("--webhook-tls-min-version=VersionTLS10")]
    [InlineData("--webhook-tls-min-version=1.2")]
    [InlineData("--webhook-tls-cipher-suites=TLS_RSA_WITH_RC4_128_SHA")]
    [InlineData("--webhook-tls-cipher-suites=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,nonsense")]
    public void What_is_unknown_or_unsafe_stops_the_start(string arg) =>
        ((Action)(() => Read(arg))).Should().Throw<UsageException>().WithMessage("--webhook-tls-*");

    private static TlsSettings Read(params string[] args) =>
        TlsSettings.From(CommandLine.Parse("Webhook", TlsSettings.Options(WebhookCommand.Tls), args, new Dictionary<string, string>()), WebhookCommand.Tls);
}
