using System.Net.Sockets;

namespace Shared.Hosting.Tests;

public sealed class HostedProcessTests
{
    [Fact]
    public void What_the_user_gave_ends_with_two_and_its_own_sentence() =>
        HostedProcess.Explain(new UsageException("Say it so.")).Should().Be((2, "Say it so."));

    [Fact]
    public void A_port_in_use_ends_with_two_even_when_wrapped()
    {
        var (code, sentence) = HostedProcess.Explain(new IOException("Failed to bind to address http://127.0.0.1:1: address already in use.", new SocketException((int)SocketError.AddressAlreadyInUse)));

        code.Should().Be(2);
        sentence.Should().Contain("127.0.0.1:1").And.Contain("choose another port");
    }

    [Fact]
    public void Anything_else_ends_with_one_in_one_line()
    {
        var (code, sentence) = HostedProcess.Explain(new InvalidOperationException("two\nlines"));

        code.Should().Be(1);
        sentence.Should().Be("Stopped by InvalidOperationException: two lines");
    }
}
