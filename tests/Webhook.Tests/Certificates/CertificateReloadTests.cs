using System.Net;
using System.Security.Cryptography.X509Certificates;
using Shared.Hosting;
using Testing.Time;
using Webhook.Certificates;

namespace Webhook.Tests.Certificates;

public sealed class CertificateReloadTests
{
    [Fact]
    public async Task Given_traffic_When_the_certificate_is_replaced_Then_no_request_is_dropped_and_new_connections_see_the_new_one()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var standing = webhook.NewClient();
        var body = RunningWebhook.Review(Samples.Application(), "CREATE").ToJsonString();
        (await RunningWebhook.SendAsync(standing, RunningWebhook.ValidatePath, body)).Status.Should().Be(HttpStatusCode.OK);
        var before = Thumbprint(webhook);

        Replace(webhook);
        using var trustsNew = webhook.NewClient(newConnections: true);
        await Eventually.True(webhook.Clock, ReloadingCertificate.Period, () => Serves(trustsNew));

        Thumbprint(webhook).Should().NotBe(before);
        (await RunningWebhook.SendAsync(standing, RunningWebhook.ValidatePath, body)).Status.Should().Be(HttpStatusCode.OK, "a standing connection keeps what it has");
    }

    [Fact]
    public async Task Given_a_half_written_pair_When_it_is_seen_Then_the_old_one_stays_until_the_new_one_is_whole()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var trustsOld = webhook.NewClient(newConnections: true);
        var (authority, certificate, key) = SelfSignedCertificate.Make(["127.0.0.1"], webhook.Clock.GetUtcNow());

        await File.WriteAllTextAsync(Path.Combine(webhook.CertificateDirectory, CertificateFiles.CertificateName), certificate);
        await Eventually.True(webhook.Clock, ReloadingCertificate.Period, () => Metric(webhook, "certwatcher_read_certificate_errors_total") >= 1);
        Serves(trustsOld).Should().BeTrue();

        await File.WriteAllTextAsync(Path.Combine(webhook.CertificateDirectory, CertificateFiles.KeyName), key);
        await File.WriteAllTextAsync(Path.Combine(webhook.CertificateDirectory, CertificateFiles.AuthorityName), authority);
        using var trustsNew = webhook.NewClient(newConnections: true);
        await Eventually.True(webhook.Clock, ReloadingCertificate.Period, () => Serves(trustsNew));
    }

    [Fact]
    public async Task A_certificate_that_is_about_to_end_makes_it_unready()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(webhook.TelemetryUrl) };
        (await client.GetAsync("/readyz")).StatusCode.Should().Be(HttpStatusCode.OK);

        webhook.Clock.JumpWallClock(TimeSpan.FromDays(365) - TimeSpan.FromMinutes(5));

        var answer = await client.GetAsync("/readyz");
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).Should().StartWith("certificate: ");
    }

    [Fact]
    public void Missing_foreign_and_expired_pairs_are_told_apart_in_one_sentence_each()
    {
        var directory = Directory.CreateTempSubdirectory("webhook-").FullName;
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            FluentActions.Invoking(() => CertificateFiles.Read(new CertificateFolder(directory))).Should().Throw<UsageException>().WithMessage("*tls.crt*does not exist*--self-signed-certificate*");

            SelfSignedCertificate.EnsureIn(new CertificateFolder(directory), ["localhost"], TimeProvider.System);
            var files = CertificateFiles.Read(new CertificateFolder(directory));
            files.Parse(now).Leaf.Subject.Should().Be("CN=localhost");
            FluentActions.Invoking(() => files.Parse(now.AddDays(400))).Should().Throw<UsageException>().WithMessage("*expired on*renew it*");
            FluentActions.Invoking(() => files.Parse(now.AddDays(-2))).Should().Throw<UsageException>().WithMessage("*not valid before*");
            FluentActions.Invoking(() => (files with { Key = "nonsense"u8.ToArray() }).Parse(now)).Should().Throw<UsageException>().WithMessage("*cannot be used*");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void A_pair_that_is_there_already_is_kept()
    {
        var directory = Directory.CreateTempSubdirectory("webhook-").FullName;
        try
        {
            SelfSignedCertificate.EnsureIn(new CertificateFolder(directory), ["localhost"], TimeProvider.System);
            var first = CertificateFiles.Read(new CertificateFolder(directory));
            SelfSignedCertificate.EnsureIn(new CertificateFolder(directory), ["localhost"], TimeProvider.System);

            first.SameAs(CertificateFiles.Read(new CertificateFolder(directory))).Should().BeTrue();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Replace(RunningWebhook webhook)
    {
        File.Delete(Path.Combine(webhook.CertificateDirectory, CertificateFiles.KeyName));
        SelfSignedCertificate.EnsureIn(new CertificateFolder(webhook.CertificateDirectory), ["localhost", "127.0.0.1"], webhook.Clock);
    }

    private static bool Serves(HttpClient client)
    {
        try
        {
            return client.Send(new HttpRequestMessage(HttpMethod.Get, "/healthz")).StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double Metric(RunningWebhook webhook, string name)
    {
        using var client = new HttpClient();
        using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, webhook.TelemetryUrl + "/metrics"));
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var line = reader.ReadToEnd().Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Thumbprint(RunningWebhook webhook) =>
        X509CertificateLoader.LoadCertificateFromFile(Path.Combine(webhook.CertificateDirectory, CertificateFiles.CertificateName)).Thumbprint;
}
