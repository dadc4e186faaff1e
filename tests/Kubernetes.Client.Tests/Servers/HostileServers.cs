using System.Net.Sockets;
using System.Text;

namespace Kubernetes.Client.Tests.Servers;

/// <summary>Sends a complete event, then half of one, and resets the connection.</summary>
internal sealed class ServerThatHangsUpMidLine()
    : RawServer(Answers.Chunked("{\"type\":\"BOOKMARK\"}\n{\"type\":\"ADD"));

/// <summary>Ends the answer properly, but within a line, as a proxy does.</summary>
internal sealed class ServerThatEndsMidLine()
    : RawServer(Answers.Chunked("{\"type\":\"BOOKMARK\"}\n{\"type\":\"ADD") + Answers.End);

/// <summary>Promises more bytes than it sends.</summary>
internal sealed class ServerThatPromisesMore()
    : RawServer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"kind\":\"Pod\"");

/// <summary>Is no HTTP server at all.</summary>
internal sealed class ServerThatSpeaksGarbage() : RawServer("\u0001\u0002 who are you?\r\n\r\n");

/// <summary>A login page where an object should be.</summary>
internal sealed class ServerThatWantsALogin() : RawServer(Answers.Ok("<html><body>Please log in</body></html>", "text/html"));

/// <summary>Says the right type and then no object.</summary>
internal sealed class ServerThatAnswersHalfAnObject() : RawServer(Answers.Ok("{\"kind\":\"Pod\",\"metadata\":{\"na"));

/// <summary>Accepts, reads, and says nothing.</summary>
internal sealed class ServerThatFallsSilent() : RawServer((int _, NetworkStream _, CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));

/// <summary>Sends headers at once and then a byte of the body, and no more.</summary>
internal sealed class ServerThatSleepsInTheBody() : RawServer(async (int _, NetworkStream stream, CancellationToken stop) =>
{
    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), stop);
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
});

/// <summary>One line without end.</summary>
internal sealed class ServerThatNeverEndsItsLine() : RawServer(async (int _, NetworkStream stream, CancellationToken stop) =>
{
    await stream.WriteAsync(Encoding.UTF8.GetBytes(Answers.Chunked()), stop);
    var chunk = Encoding.UTF8.GetBytes(Answers.Chunk(new string('x', 64 << 10)));
    while (true)
        await stream.WriteAsync(chunk, stop);
});

/// <summary>A body without end and without length.</summary>
internal sealed class ServerThatNeverStops() : RawServer(async (int _, NetworkStream stream, CancellationToken stop) =>
{
    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"u8.ToArray(), stop);
    while (true)
        await stream.WriteAsync(new byte[64 << 10], stop);
});

/// <summary>Too busy for the first requests; in plain text, as priority and fairness is.</summary>
internal sealed class ServerThatIsBusy(int times, string retryAfter = "Retry-After: 1\r\n") : RawServer(
    [.. Enumerable.Repeat(Answers.Text("429 Too Many Requests", "Too many requests, please try again later.\n", "text/plain", retryAfter), times), Answers.Ok(Answers.Pod)]);

/// <summary>Fails the first requests with this code and text, then works.</summary>
internal sealed class ServerThatStumbles(int times, string status, string body, string type = "text/plain") : RawServer(
    [.. Enumerable.Repeat(Answers.Text(status, body, type), times), Answers.Ok(Answers.Pod)]);

/// <summary>Closes the connection of the first requests without an answer, then works.</summary>
internal sealed class ServerThatHangsUp(int times) : RawServer((int number, NetworkStream stream, CancellationToken stop) =>
    number < times ? Task.CompletedTask : stream.WriteAsync(Encoding.UTF8.GetBytes(Answers.Ok(Answers.Pod)), stop).AsTask());

/// <summary>Points elsewhere.</summary>
internal sealed class ServerThatRedirects(Uri elsewhere) : RawServer(Answers.Text("302 Found", "", "text/plain", $"Location: {elsewhere}api/v1\r\n"));

/// <summary>Believes the token that it is told, and no other.</summary>
internal sealed class ServerThatWantsToken(string token) : RawServer((string request, NetworkStream stream, CancellationToken stop) =>
    stream.WriteAsync(
        Encoding.UTF8.GetBytes(
            request.Contains($"Authorization: Bearer {token}\r\n", StringComparison.Ordinal) ? Answers.Ok(Answers.Pod) : Answers.Status(401, "Unauthorized", "Unauthorized")),
        stop).AsTask());
