using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shared.Hosting;

namespace Webhook.Certificates;

/// <summary>The serving pair as bytes. Two pairs are the same when their bytes are: a mounted Secret changes its links, not its times.</summary>
internal sealed record CertificateFiles(string CertificatePath, byte[] Certificate, string KeyPath, byte[] Key)
{
    public const string CertificateName = "tls.crt";
    public const string KeyName = "tls.key";
    public const string AuthorityName = "ca.crt";

    /// <exception cref="UsageException">A file is missing or cannot be read.</exception>
    public static CertificateFiles Read(CertificateFolder folder)
    {
        var (certificate, key) = (Path.Combine(folder.Directory, folder.Certificate), Path.Combine(folder.Directory, folder.Key));
        return new CertificateFiles(certificate, ReadFile(certificate), key, ReadFile(key));
    }

    public bool SameAs(CertificateFiles? other) =>
        other is not null && Certificate.AsSpan().SequenceEqual(other.Certificate) && Key.AsSpan().SequenceEqual(other.Key);

    /// <summary>The certificate with its key, and what it was signed with: RSA or ECDSA, PKCS#1 or PKCS#8, with intermediates.</summary>
    /// <exception cref="UsageException">The two do not fit together, or are not valid now.</exception>
    public ServingCertificate Parse(DateTimeOffset now)
    {
        var chain = new X509Certificate2Collection();
        X509Certificate2 leaf;
        try
        {
            var (certificatePem, keyPem) = (System.Text.Encoding.ASCII.GetString(Certificate), System.Text.Encoding.ASCII.GetString(Key));
            chain.ImportFromPem(certificatePem);
            leaf = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new UsageException(
                $"webhook certificate {CertificatePath} and key {KeyPath} cannot be used: {exception.Message.ReplaceLineEndings(" ")} Write a certificate and its private key in PEM.", exception);
        }

        if (now > leaf.NotAfter)
            throw new UsageException($"webhook certificate {CertificatePath} expired on {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}; renew it.");
        if (now < leaf.NotBefore)
            throw new UsageException($"webhook certificate {CertificatePath} is not valid before {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z; check the clock of this machine.");
        if (chain.Count > 0)
            chain.RemoveAt(0);
        return new ServingCertificate(leaf, chain);
    }

    /// <summary>Writes what differs, for nobody else to read. Whoever reads in between sees a pair that does not fit, and looks again.</summary>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public static void Write(string directory, params ReadOnlySpan<(string Name, string Text)> files)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var (name, text) in files)
                Write(Path.Combine(directory, name), System.Text.Encoding.ASCII.GetBytes($"{text.TrimEnd()}\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--{WebhookCommand.CertificateDirectory}: '{directory}' cannot be written: {exception.Message}", exception);
        }
    }

    private static void Write(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            return;

        // Created with its mode: between writing and chmod a key would be readable by others.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(content);
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"webhook certificate file {path} cannot be read: {(exception is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : exception.Message)}; mount the certificate there, or start with --self-signed-certificate.", exception);
        }
    }
}

/// <summary>Where the serving pair lies.</summary>
internal sealed record CertificateFolder(string Directory, string Certificate = CertificateFiles.CertificateName, string Key = CertificateFiles.KeyName)
{
    public bool IsFilled => File.Exists(Path.Combine(Directory, Certificate)) && File.Exists(Path.Combine(Directory, Key));
}

/// <summary>What is shown in a handshake.</summary>
internal sealed record ServingCertificate(X509Certificate2 Leaf, X509Certificate2Collection Intermediates)
{
    public DateTimeOffset NotAfter => Leaf.NotAfter.ToUniversalTime();
}
