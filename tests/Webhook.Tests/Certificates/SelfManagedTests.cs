using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Testing.Kubernetes;
using Testing.Time;
using Webhook.Certificates;
using Webhook.Certificates.SelfManaged;

namespace Webhook.Tests.Certificates;

/// <summary>Replicas that share one Secret and keep the API server's trust in step, under a clock that a test moves.</summary>
public sealed class SelfManagedTests : IDisposable
{
    private const string Mutating = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private const string Validating = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private const string Secrets = "/api/v1/namespaces/spark-operator/secrets";
    private const string Name = "spark-operator-webhook";

    private static readonly string[] Hosts = ["webhook.spark-operator.svc", "localhost"];

    private readonly string _directory = Directory.CreateTempSubdirectory("webhook-").FullName;
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryCluster _cluster;

    public SelfManagedTests()
    {
        _cluster = new InMemoryCluster(_clock);
        foreach (var (collection, kind) in new[] { (Mutating, "MutatingWebhookConfiguration"), (Validating, "ValidatingWebhookConfiguration") })
        {
            var configuration = JsonNode.Parse("""
                {"apiVersion":"admissionregistration.k8s.io/v1","metadata":{"name":"spark-operator-webhook"},
                 "webhooks":[{"name":"a","clientConfig":{"service":{"name":"s"}},"somethingNew":1},{"name":"b","clientConfig":{"service":{"name":"s"}}}]}
                """)!.AsObject();
            configuration["kind"] = kind;
            _cluster.Put(collection, configuration);
        }
    }

    [Fact]
    public async Task However_replicas_take_turns_while_the_authority_changes_every_one_of_them_is_trusted_all_the_time()
    {
        var replicas = Enumerable.Range(0, 3).Select(index => new Replica(this, $"r{index}")).ToList();
        foreach (var replica in replicas)
            await replica.RoundAsync();
        var first = Bundle();

        // Two thirds of an authority's life, less some hours: then its change begins.
        _clock.Advance((RotationRules.AuthorityLifetime * 2 / 3) - TimeSpan.FromHours(4));
        var random = new Random(7);
        for (var step = 0; step < 100; step++)
        {
            foreach (var replica in replicas.OrderBy(_ => random.Next()))
                await replica.RoundAsync();
            replicas.Should().OnlyContain(replica => replica.IsTrusted(Bundle()), "step {0}", step);
            _clock.Advance(TimeSpan.FromMinutes(6));
        }

        Bundle().Should().NotContain(first.Trim(), "the old authority is gone at the end");
        Authorities(Bundle()).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_two_replicas_that_start_at_once_When_both_find_nothing_Then_they_serve_what_one_of_them_made()
    {
        var (slow, fast) = (new Replica(this, "slow"), new Replica(this, "fast"));
        var meddled = false;
        _cluster.Before = (request, _) =>
        {
            if (request.Method == "POST" && !meddled)
            {
                meddled = true;
                fast.RoundAsync().IsCompletedSuccessfully.Should().BeTrue("calls complete at once here");
            }
        };

        await slow.RoundAsync();

        slow.Served.Should().Be(fast.Served);
        _cluster.All("secrets").Should().ContainSingle();
    }

    [Fact]
    public async Task Given_a_bundle_that_somebody_wiped_When_it_is_seen_Then_it_is_put_back_and_nothing_else_is_touched()
    {
        var replica = new Replica(this, "r");
        await replica.RoundAsync();
        replica.Injection.WhyNotReady.Should().BeNull();
        var before = _cluster.Version;
        await replica.RoundAsync();
        _cluster.Version.Should().Be(before, "what is as it should be is not written");

        _cluster.Edit(_cluster.Find("mutatingwebhookconfigurations", Name)!, configuration => configuration["webhooks"]![1]!["clientConfig"]!.AsObject().Remove("caBundle"));
        await replica.RoundAsync();

        var webhooks = _cluster.Find("mutatingwebhookconfigurations", Name)!["webhooks"]!.AsArray();
        webhooks.Should().OnlyContain(entry => (string?)entry!["clientConfig"]!["caBundle"] == Convert.ToBase64String(Encoding.ASCII.GetBytes(Bundle())));
        webhooks[0]!["somethingNew"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task Given_a_configuration_that_is_not_there_yet_Then_the_replica_serves_and_is_not_ready()
    {
        _cluster.Remove(_cluster.Find("validatingwebhookconfigurations", Name)!);
        var replica = new Replica(this, "r");

        await replica.RoundAsync();

        replica.Served.Should().NotBeEmpty();
        replica.Injection.WhyNotReady.Should().Contain("404");
    }

    [Fact]
    public async Task Given_the_Secret_of_the_original_operator_Then_its_authority_stays_and_its_ten_year_certificate_goes()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=webhook.spark-operator.svc, O=spark-operator", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        using var certificate = request.CreateSelfSigned(_clock.GetUtcNow(), _clock.GetUtcNow() + TimeSpan.FromDays(3650));
        var authority = new PemPair(certificate.ExportCertificatePem(), key.ExportRSAPrivateKeyPem());
        var server = SelfSignedCertificate.MakeLeaf(authority, Hosts, _clock.GetUtcNow(), TimeSpan.FromDays(3600));
        _cluster.Put(Secrets, new StoredCertificates(authority, server).Into(JsonNode.Parse("""{"metadata":{"name":"certs","namespace":"spark-operator"},"data":{"other":"eA=="}}""")!.AsObject()));
        var replica = new Replica(this, "r");

        await replica.RoundAsync();

        Bundle().Trim().Should().Be(authority.Certificate.Trim());
        replica.IsTrusted(Bundle()).Should().BeTrue();
        using var served = new PemPair(replica.Served, "").LoadCertificate();
        (served.NotAfter - served.NotBefore).Should().BeLessThan(TimeSpan.FromDays(8));
        _cluster.Find("secrets", "certs")!["data"]!["other"]!.GetValue<string>().Should().Be("eA==");
    }

    [Fact]
    public async Task Given_somebody_else_who_looks_after_the_Secret_Then_it_is_read_and_never_written()
    {
        var replica = new Replica(this, "r", managed: false);
        (await replica.Secret.TrySyncAsync(CancellationToken.None)).Should().BeFalse("nobody has issued a certificate yet");

        var (_, certificate, key) = SelfSignedCertificate.Make(Hosts, _clock.GetUtcNow());
        _cluster.Put(Secrets, JsonNode.Parse($$"""
            {"metadata":{"name":"certs","namespace":"spark-operator"},"data":{"tls.crt":"{{Base64(certificate)}}","tls.key":"{{Base64(key)}}" } }
            """)!.AsObject());
        var before = _cluster.Version;

        (await replica.Secret.TrySyncAsync(CancellationToken.None)).Should().BeTrue();

        replica.Served.Trim().Should().Be(certificate.Trim());
        replica.Secret.Bundle.Should().BeNull();
        _cluster.Version.Should().Be(before);
    }

    [Fact]
    public async Task Given_names_that_changed_Then_the_certificate_is_made_anew_by_the_same_authority()
    {
        await new Replica(this, "old").RoundAsync();
        var bundle = Bundle();
        var renamed = new Replica(this, "new", hosts: ["other.spark-operator.svc"]);

        await renamed.RoundAsync();

        Bundle().Should().Be(bundle);
        using var served = new PemPair(renamed.Served, "").LoadCertificate();
        served.MatchesHostname("other.spark-operator.svc").Should().BeTrue();
    }

    private string Bundle() => Encoding.ASCII.GetString(Convert.FromBase64String((string)_cluster.Find("mutatingwebhookconfigurations", Name)!["webhooks"]![0]!["clientConfig"]!["caBundle"]!));

    private static X509Certificate2Collection Authorities(string bundle)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(bundle);
        return authorities;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private sealed class Replica
    {
        private readonly SelfManagedTests _test;
        private readonly CertificateFolder _folder;

        public Replica(SelfManagedTests test, string name, bool managed = true, IReadOnlyList<string>? hosts = null)
        {
            (_test, _folder) = (test, new CertificateFolder(Path.Combine(test._directory, name)));
            Secret = new CertificateSecret(new CertificateSecretOptions("spark-operator", "certs", managed, hosts ?? Hosts), _folder, test._cluster, NullLogger.Instance, test._clock);
            Injection = new BundleInjection(Secret, Name, Name, test._cluster, NullLogger.Instance, test._clock);
        }

        public CertificateSecret Secret { get; }

        public BundleInjection Injection { get; }

        public string Served => File.Exists(Path.Combine(_folder.Directory, _folder.Certificate)) ? File.ReadAllText(Path.Combine(_folder.Directory, _folder.Certificate)) : "";

        public async Task RoundAsync()
        {
            _ = await Secret.TrySyncAsync(CancellationToken.None);
            await Injection.InjectAsync(CancellationToken.None);
        }

        public bool IsTrusted(string bundle)
        {
            using var leaf = new PemPair(Served, "").LoadCertificate();
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(Authorities(bundle));
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = _test._clock.GetUtcNow().UtcDateTime;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            return chain.Build(leaf);
        }
    }
}
