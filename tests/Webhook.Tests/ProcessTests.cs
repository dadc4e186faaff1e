using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Testing.Time;
using Webhook.Certificates;

namespace Webhook.Tests;

/// <summary>The program itself: what it says and how it ends when it is given what cannot work.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("webhook-").FullName;

    private string KubeConfig => Path.Combine(_directory, "kubeconfig");

    public ProcessTests()
    {
        // Nobody listens on port 1, so nothing gets further than the start.
        File.WriteAllText(KubeConfig, """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {token: t}}]
            """);
    }

    [Theory]
    [InlineData("did you mean '--listen'", "--lisen", "https://127.0.0.1:0")]
    [InlineData("is not an address", "--listen", "127.0.0.1")]
    [InlineData("does not exist", "--kubeconfig", "/nonexistent/kubeconfig")]
    [InlineData("needs either --url", "--print-configurations")]
    [InlineData("cannot be read", "--print-configurations", "--url", "https://127.0.0.1:1", "--ca-file", "/nonexistent/ca.crt")]
    public async Task What_cannot_work_is_one_sentence_and_exit_code_two(string sentence, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);

        code.Should().Be(2);
        error.Should().StartWith("Webhook: ").And.Contain(sentence);
        error.TrimEnd().Should().NotContain("\n", "one sentence, no stack trace");
    }

    [Fact]
    public async Task A_missing_certificate_is_told_with_its_path()
    {
        var (code, _, error) = await RunAsync("--kubeconfig", KubeConfig, "--certificate-directory", _directory);

        code.Should().Be(2);
        error.Should().Contain(Path.Combine(_directory, CertificateFiles.CertificateName)).And.Contain("--self-signed-certificate");
    }

    [Fact]
    public async Task A_port_in_use_is_told_as_such()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, _, error) = await RunAsync(
            "--kubeconfig", KubeConfig, "--certificate-directory", _directory, "--self-signed-certificate",
            "--metrics-listen", "http://127.0.0.1:0", "--listen", $"https://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        code.Should().Be(2);
        error.Should().Contain("choose another port").And.NotContain("   at ");
    }

    [Fact]
    public async Task It_prints_its_configurations_for_whoever_installs_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.crt"), "pem");

        var (code, output, _) = await RunAsync("--print-configurations", "--url", "https://127.0.0.1:7", "--ca-file", Path.Combine(_directory, "ca.crt"));

        code.Should().Be(0);
        JsonNode.Parse(output)!["items"]!.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public async Task Help_lists_every_option_with_its_default()
    {
        var (code, output, _) = await RunAsync("--help");

        code.Should().Be(0);
        output.Should().Contain("--webhook-cert-dir DIRECTORY").And.Contain("Also: --certificate-directory.").And.Contain("Default: 9443.").And.Contain("Webhook__Kubeconfig");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "Webhook.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("KUBECONFIG");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(new CancellationTokenSource(Eventually.Deadline * 3, TimeProvider.System).Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
