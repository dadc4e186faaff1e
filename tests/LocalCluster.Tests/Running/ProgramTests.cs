using System.Net;
using System.Net.Sockets;
using LocalCluster.CommandLine;

namespace LocalCluster.Tests.Running;

/// <summary>What a user gets to see when something is wrong from the start.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("--node 3", "did you mean '--nodes'?")]
    [InlineData("--nodes many", "--nodes is 'many'")]
    [InlineData("--listen http://127.0.0.1:1", "--listen is 'http://127.0.0.1:1'")]
    [InlineData("--listen", "option '--listen' needs a value")]
    [InlineData("--account spark", "write NAMESPACE/NAME=FILE")]
    [InlineData("--faults /does/not/exist", "cannot read the faults file '/does/not/exist'")]
    public async Task Given_a_bad_option_When_it_starts_Then_it_says_so_in_one_sentence_and_ends_with_2(string arguments, string expected)
    {
        var (code, output, errors) = await RunAsync(arguments.Split(' '));

        code.Should().Be(2);
        errors.Should().StartWith("LocalCluster: ").And.Contain(expected);
        errors.TrimEnd().Should().NotContain("\n");
        output.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_port_in_use_When_it_starts_Then_it_names_the_address_and_ends_with_2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, _, errors) = await RunAsync("--listen", $"https://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        code.Should().Be(2);
        errors.Should().StartWith("LocalCluster: cannot listen on 127.0.0.1:").And.Contain("port 0");
        errors.TrimEnd().Should().NotContain("\n");
    }

    [Fact]
    public async Task Given_a_bad_faults_file_When_it_starts_Then_it_names_file_and_line()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "{\"verb\":\"get\",\"resource\":\"pods\",\"fault\":\"500\"}\n{\"verb\":\"steal\"}\n");

        var (code, _, errors) = await RunAsync("--faults", path);
        File.Delete(path);

        code.Should().Be(2);
        errors.Should().Contain(path).And.Contain("line 2").And.Contain("steal");
    }

    [Fact]
    public async Task Given_help_When_it_is_asked_for_Then_it_is_printed_and_that_is_all()
    {
        var (code, output, errors) = await RunAsync("--help");

        code.Should().Be(0);
        output.Should().Contain("--write-kubeconfig");
        errors.Should().BeEmpty();
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await LocalClusterProgram.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
