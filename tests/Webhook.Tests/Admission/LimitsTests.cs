using System.Net;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Testing.Time;
using Webhook.Admission;

namespace Webhook.Tests.Admission;

/// <summary>What keeps one client from taking everything.</summary>
public sealed class LimitsTests
{
    [Fact]
    public void The_server_s_own_limits_are_tighter_than_its_defaults()
    {
        var (limits, defaults) = (new KestrelServerLimits(), new KestrelServerLimits());

        ServerLimits.Apply(limits);

        limits.MaxRequestBodySize.Should().Be(14 * 1024 * 1024).And.BeLessThan(defaults.MaxRequestBodySize!.Value);
        limits.RequestHeadersTimeout.Should().Be(TimeSpan.FromSeconds(5)).And.BeLessThan(defaults.RequestHeadersTimeout);
        limits.KeepAliveTimeout.Should().Be(TimeSpan.FromSeconds(30)).And.BeLessThan(defaults.KeepAliveTimeout);
        limits.MinRequestBodyDataRate!.BytesPerSecond.Should().Be(1024);
        limits.MinRequestBodyDataRate.GracePeriod.Should().Be(TimeSpan.FromSeconds(2));
        limits.MaxConcurrentConnections.Should().Be(1000);
        limits.Http2.MaxStreamsPerConnection.Should().Be(100);
    }

    [Theory]
    [InlineData(1, 40 * 1024)]
    [InlineData(101, 1)]
    public async Task Too_many_or_too_long_headers_are_431(int count, int length)
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = webhook.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningWebhook.PodPath) { Content = new StringContent("{}") };
        for (var index = 0; index < count; index++)
            request.Headers.Add($"x-{index}", new string('a', length));

        using var answer = await client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/json", "gzip")]
    public async Task Anything_but_plain_JSON_is_refused(string type, string? encoding)
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = webhook.NewClient();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);

        using var answer = await client.PostAsync(RunningWebhook.ValidatePath, content);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("\"code\":400").And.Contain("expected application/json");
    }

    [Fact]
    public async Task Given_a_body_that_does_not_come_When_the_deadline_passes_Then_it_is_408_and_the_connection_ends()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        await using var stream = await webhook.ConnectAsync();
        await webhook.BeginAsync(stream, 100, "{", deadlines: 1);

        webhook.Clock.Advance(AdmissionEndpoint.Deadline);

        (await ReadToEndAsync(stream)).Should().StartWith("HTTP/1.1 408 ").And.Contain("within 3 s", "the server's own limit, for slow bodies, says nothing");
    }

    [Fact]
    public async Task Given_no_room_for_a_body_When_a_second_has_passed_Then_it_is_429_with_a_time_to_come_back()
    {
        await using var webhook = await RunningWebhook.StartAsync(configure: options => options with { InFlightBytes = 10 });
        await using var stream = await webhook.ConnectAsync();
        await webhook.BeginAsync(stream, 100, "{", deadlines: 2);

        webhook.Clock.Advance(BodyBudget.MaxWait);

        var answer = await ReadHeadAsync(stream);
        answer.Should().StartWith("HTTP/1.1 429 ").And.Contain("Retry-After: 1\r\n");
    }

    private static async Task<string> ReadToEndAsync(SslStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().WaitAsync(Eventually.Deadline);
    }

    private static async Task<string> ReadHeadAsync(SslStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[1024]);
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(Eventually.Deadline);
            if (read == 0)
                break;
            _ = text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
