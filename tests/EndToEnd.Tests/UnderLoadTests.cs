using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EndToEnd.Tests.Clusters;
using Testing.Certificates;
using Xunit.Abstractions;

namespace EndToEnd.Tests;

/// <summary>
/// What happens to a running operator while applications come: each of them must end well after one attempt with one driver, however it was disturbed. The time until
/// things go on is written to the test's output; how long it may be at most is measured by <c>bench/ApplicationLoad</c> on a quiet machine.
/// </summary>
public sealed class UnderLoadTests(OperatorUnderLoad running, ITestOutputHelper output) : IClassFixture<OperatorUnderLoad>
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    // A minute by hand; the gate has less time, but more than a connection may take to come about (KubernetesClientOptions.ConnectTimeout).
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("E2E_OUTAGE_SECONDS") is { Length: > 0 } seconds ? seconds : "12", CultureInfo.InvariantCulture));

    private readonly OperatorUnderTest _operator = running.Operator;

    [LocalClusterFact]
    public async Task The_leader_is_killed_and_another_replica_takes_over()
    {
        var replica = _operator.StartReplica();
        _ = await replica.ReadyAsync();

        var refused = await DisturbAsync("leader-killed", async () =>
        {
            await _operator.Controller.KillAsync();
            await _operator.TakeOverAsync(replica);
        });

        refused.Should().Be(0, "the webhook was there all the time");
    }

    [LocalClusterFact]
    public async Task The_webhook_is_killed_and_comes_back()
    {
        var refused = await DisturbAsync("webhook-killed", async () =>
        {
            await _operator.Webhook.KillAsync();
            await _operator.StartWebhookAsync();
        });

        output.WriteLine($"refused meanwhile: {refused}");
    }

    [LocalClusterFact]
    public async Task The_API_server_hangs_for_a_while() => await DisturbAsync("api-hangs", async () =>
    {
        running.Cluster.Program.Freeze();
        try
        {
            await Task.Delay(Outage, Clock);
        }
        finally
        {
            running.Cluster.Program.Thaw();
        }
    });

    [LocalClusterFact]
    public async Task The_API_server_refuses_everything_that_the_operator_writes_for_a_while() => await DisturbAsync("api-refuses", async () =>
    {
        string[] written = ["pods", "configmaps", "services", "sparkapplications/status", "events"];
        await ClusterFaults.AddAsync(running.Cluster.Api, written.Select(resource => $$"""{"verb":"*","resource":"{{resource}}","fault":"503"}"""));
        await Task.Delay(Outage, Clock);
        await ClusterFaults.ClearAsync(running.Cluster.Api);
    });

    [LocalClusterFact]
    public async Task The_certificate_of_the_webhook_is_replaced_by_one_of_another_authority()
    {
        using var authority = new TestAuthority("the next authority");
        using var certificate = authority.ServerCertificate();
        var former = await File.ReadAllTextAsync(Path.Combine(_operator.CertificateFolder, "ca.crt"));

        var refused = await DisturbAsync("certificate-rotated", async () =>
        {
            // Both authorities are trusted until nobody shows a certificate of the former one.
            await TrustAsync($"{former.Trim()}\n{authority.Pem}\n");
            await File.WriteAllTextAsync(Path.Combine(_operator.CertificateFolder, "tls.key"), TestAuthority.KeyPem(certificate));
            await File.WriteAllTextAsync(Path.Combine(_operator.CertificateFolder, "tls.crt"), certificate.ExportCertificatePem());
            await Eventually.SeesAsync(ServedAsync, served => served == certificate.Thumbprint, () => _operator.Output);
            await TrustAsync(authority.Pem);
        });

        refused.Should().Be(0, "every handshake met a certificate that was trusted");
    }

    [LocalClusterFact]
    public async Task Both_programs_are_upgraded_one_after_the_other()
    {
        var refused = await DisturbAsync("upgraded", async () =>
        {
            await _operator.ReplaceWebhookAsync();
            var replica = _operator.StartReplica();
            _ = await replica.ReadyAsync();
            (await _operator.Controller.TerminateAsync()).Should().Be(0);
            await _operator.TakeOverAsync(replica);
        });

        refused.Should().Be(0, "a webhook that is replaced answers until nobody calls it any more");
    }

    [LocalClusterFact]
    public async Task Watches_are_cut_repeat_themselves_and_begin_late_and_lists_are_of_yesterday() => await DisturbAsync("watches-lie", async () =>
    {
        await ClusterFaults.AddAsync(
            running.Cluster.Api,
            """{"verb":"watch","resource":"pods","fault":"watch-cut","arg":20}""",
            """{"verb":"watch","resource":"sparkapplications","fault":"duplicated-event","arg":3}""",
            """{"verb":"watch","resource":"sparkapplications","fault":"latency","arg":"1s"}""",
            """{"verb":"list","resource":"*","fault":"stale-list","arg":20}""");
        await Task.Delay(Outage, Clock);
        await ClusterFaults.ClearAsync(running.Cluster.Api);
    });

    /// <summary>Disturbs while applications come. How many of them the API server refused meanwhile.</summary>
    private async Task<int> DisturbAsync(string what, Func<Task> disturb)
    {
        await using var applications = await running.LoadAsync(what);
        _ = await applications.NewDriverAsync(Clock.GetTimestamp(), () => _operator.Output);

        var begun = Clock.GetTimestamp();
        await disturb();
        var disturbed = Clock.GetElapsedTime(begun);
        var recovered = await applications.NewDriverAsync(begun, () => _operator.Output);
        await applications.EndAsync(() => _operator.Output);

        var entries = applications.Ledger.Entries.Where(entry => entry.Answered != 0).ToList();
        entries.Select(entry => entry.End).Should().AllBe("COMPLETED", "{0}", _operator.Output);
        entries.Select(entry => (entry.Drivers, entry.Attempts)).Should().AllBeEquivalentTo((1, 1), "{0}", _operator.Output);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {entries.Count} applications; the disturbance took {disturbed.TotalSeconds:0.0} s; {recovered.TotalSeconds:0.0} s from its beginning to the first driver of an application that came after it"));
        return applications.Ledger.Refused;
    }

    private Task TrustAsync(string authorities) =>
        _operator.ReconfigureWebhookAsync(client => client["caBundle"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorities)));

    /// <summary>The thumbprint of the certificate that the webhook shows to newcomers.</summary>
    private async Task<string> ServedAsync()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_operator.WebhookAddress.Host, _operator.WebhookAddress.Port);
#pragma warning disable CA5359 // Which certificate it is, is what is asked here.
        await using var tls = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync("localhost");
        return new X509Certificate2(tls.RemoteCertificate!).Thumbprint;
    }
}
