using System.Text;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Tests.Servers;
using Testing.Time;

namespace Kubernetes.Client.Tests.Connection;

public sealed class HostileServerTests
{
    private static readonly ApiRequest Read = ApiRequests.Get(KubernetesResources.Pods, "n", "p");
    private static readonly ApiRequest Write = ApiRequests.Create(KubernetesResources.Pods, "n", "{}"u8.ToArray());
    private static readonly ApiRequest Watch = ApiRequests.Watch(KubernetesResources.Pods, "n");
    private static readonly KubernetesClientOptions Repeating = Clients.Patient with { MaxRepeats = 4 };

    [Fact]
    public async Task Given_a_body_shorter_than_promised_Then_the_connection_broke()
    {
        await using var server = new ServerThatPromisesMore();

        (await FaultAsync(server, Read)).Should().Match<ApiTransportException>(error => error.Fault == TransportFault.Broken && error.OutcomeUnknown);
    }

    [Fact]
    public async Task Given_something_that_is_no_HTTP_Then_it_is_unreadable_and_no_crash()
    {
        await using var server = new ServerThatSpeaksGarbage();

        (await FaultAsync(server, Read)).Fault.Should().BeOneOf(TransportFault.Unreadable, TransportFault.Broken);
    }

    [Fact]
    public async Task Given_a_login_page_with_200_Then_it_is_not_taken_for_an_object()
    {
        await using var server = new ServerThatWantsALogin();

        var error = await FaultAsync(server, Read);

        error.Fault.Should().Be(TransportFault.Unreadable);
        error.Message.Should().Contain("text/html").And.Contain("GET /api/v1/namespaces/n/pods/p");
    }

    [Fact]
    public async Task Given_half_an_object_Then_it_is_not_taken_for_one()
    {
        await using var server = new ServerThatAnswersHalfAnObject();

        (await FaultAsync(server, Read)).Fault.Should().Be(TransportFault.Unreadable);
    }

    [Fact]
    public async Task Given_no_answer_When_the_time_limit_is_over_Then_it_says_so_with_the_address()
    {
        await using var server = new ServerThatFallsSilent();
        var clock = new ManualTimeProvider();
        using var client = Clients.To(server.Address, Clients.Patient with { Timeout = TimeSpan.FromSeconds(30) }, clock);

        var call = client.SendAsync(Write, default);
        await Eventually.True(() => server.Requests.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(29));
        call.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        var error = (await call.Invoking(running => running).Should().ThrowAsync<ApiTransportException>()).Which;
        error.Fault.Should().Be(TransportFault.Timeout);
        error.OutcomeUnknown.Should().BeTrue();
        error.Message.Should().Contain(server.Address.Authority).And.Contain("30 s");
    }

    [Fact]
    public async Task Given_a_body_that_stops_coming_Then_the_time_limit_covers_it()
    {
        await using var server = new ServerThatSleepsInTheBody();

        (await FaultAsync(server, Read with { Timeout = TimeSpan.FromMilliseconds(200) })).Fault.Should().Be(TransportFault.Timeout);
    }

    [Fact]
    public async Task Given_a_body_without_end_Then_it_is_cut_at_the_limit()
    {
        await using var server = new ServerThatNeverStops();

        (await FaultAsync(server, Read, Clients.Patient with { MaxAnswerBytes = 1 << 20 })).Fault.Should().Be(TransportFault.TooLarge);
    }

    [Fact]
    public async Task Given_nobody_listens_Then_it_names_the_address_and_what_to_check()
    {
        var server = new RawServer("");
        var address = server.Address;
        await server.DisposeAsync();
        using var client = Clients.To(address);

        var error = (await client.Awaiting(it => it.SendAsync(Write, default)).Should().ThrowAsync<ApiTransportException>()).Which;

        error.Fault.Should().Be(TransportFault.Unreachable);
        error.OutcomeUnknown.Should().BeFalse();
        error.Message.Should().Contain(address.Authority).And.Contain("a test").And.Contain("is the API server running");
    }

    // A process that stands still: its machine takes connections, and no handshake is answered.
    [Theory, InlineData(false), InlineData(true)]
    public async Task Given_no_answer_to_a_handshake_Then_it_is_unreachable_and_no_cancellation_that_nobody_asked_for(bool watches)
    {
        await using var server = new ServerThatFallsSilent();
        using var client = Clients.To(new UriBuilder(server.Address) { Scheme = "https" }.Uri, Clients.Patient with { ConnectTimeout = TimeSpan.FromMilliseconds(200) });

        Func<Task> call = watches ? async () => await client.WatchLinesAsync(Watch, default).GetAsyncEnumerator().MoveNextAsync() : () => client.SendAsync(Write, default);

        var error = (await call.Should().ThrowAsync<ApiTransportException>()).Which;
        error.Fault.Should().Be(TransportFault.Unreachable);
        error.OutcomeUnknown.Should().BeFalse();
        error.Message.Should().Contain(server.Address.Authority).And.Contain("is the API server running");
    }

    [Fact]
    public async Task Given_429_with_Retry_After_Then_even_a_write_is_repeated_after_that_time_and_not_before()
    {
        await using var server = new ServerThatIsBusy(times: 1, "Retry-After: 7\r\n");
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();
        using var client = Clients.To(server.Address, Repeating with { Timeout = TimeSpan.FromDays(1) }, clock);

        var call = client.SendAsync(Write, default);
        await Eventually.True(clock, TimeSpan.FromMilliseconds(100), () => server.Requests.Count == 2);

        (clock.GetUtcNow() - start).Should().BeGreaterOrEqualTo(TimeSpan.FromSeconds(7));
        (await call).Status.Should().Be(200);
    }

    [Fact]
    public async Task Given_429_with_a_long_wait_Then_the_caller_is_told_instead_of_held_up()
    {
        await using var server = new ServerThatIsBusy(times: 1, "Retry-After: 3600\r\n");

        var error = await RefusalAsync(server, Read, Repeating);

        error.Code.Should().Be(429);
        error.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        error.Message.Should().Contain("Too many requests, please try again later.");
        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_429_without_Retry_After_Then_it_is_a_verdict_and_is_not_repeated()
    {
        await using var server = new ServerThatIsBusy(times: 1, retryAfter: "");

        (await RefusalAsync(server, Write, Repeating)).RetryAfter.Should().BeNull();

        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_repeats_are_switched_off_Then_a_busy_server_is_asked_once()
    {
        await using var server = new ServerThatIsBusy(times: 1, "Retry-After: 0\r\n");

        (await RefusalAsync(server, Read, Clients.Patient)).Code.Should().Be(429);

        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_a_server_that_stays_busy_Then_the_repeats_end()
    {
        await using var server = new ServerThatIsBusy(times: 100, "Retry-After: 0\r\n");

        (await RefusalAsync(server, Read, Repeating)).Code.Should().Be(429);

        server.Requests.Should().HaveCount(5);
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("502 Bad Gateway")]
    [InlineData("503 Service Unavailable")]
    [InlineData("504 Gateway Timeout")]
    public async Task Given_5xx_Then_a_read_is_repeated_and_a_write_is_not(string status)
    {
        await using var forRead = new ServerThatStumbles(1, status, "upstream connect error");
        await using var forWrite = new ServerThatStumbles(1, status, "upstream connect error");
        using var client = Clients.To(forRead.Address, Repeating);

        (await client.SendAsync(Read, default)).Status.Should().Be(200);
        var error = await RefusalAsync(forWrite, Write, Repeating);

        forRead.Requests.Should().HaveCount(2);
        forWrite.Requests.Should().HaveCount(1);
        error.Message.Should().Be($"POST /api/v1/namespaces/n/pods was answered {status[..3]}: upstream connect error");
        error.OutcomeUnknown.Should().BeTrue();
    }

    [Fact]
    public async Task Given_503_with_Retry_After_Then_it_was_not_executed_and_a_write_is_repeated()
    {
        await using var server = new RawServer(Answers.Text("503 X", "", headers: "Retry-After: 0\r\n"), Answers.Ok(Answers.Pod));
        using var client = Clients.To(server.Address, Repeating);

        (await client.SendAsync(Write, default)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Given_a_hang_up_without_an_answer_Then_a_read_is_repeated_and_a_write_is_in_doubt()
    {
        await using var forRead = new ServerThatHangsUp(times: 1);
        await using var forWrite = new ServerThatHangsUp(times: 1);
        using var client = Clients.To(forRead.Address, Repeating);

        (await client.SendAsync(Read, default)).Status.Should().Be(200);
        var error = await FaultAsync(forWrite, Write, Repeating);

        error.OutcomeUnknown.Should().BeTrue();
        forWrite.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_a_timeout_in_plain_text_with_a_Status_without_kind_Then_reason_and_code_are_read()
    {
        await using var server = new ServerThatStumbles(1, "504 Gateway Timeout",
            """{"metadata":{},"status":"Failure","message":"Timeout: request did not complete within the allotted timeout","reason":"Timeout","details":{},"code":504}""");

        var error = await RefusalAsync(server, Write);

        (error.Code, error.Reason, error.OutcomeUnknown).Should().Be((504, "Timeout", true));
    }

    [Fact]
    public async Task Given_an_error_whose_Status_does_not_fit_Then_its_code_still_counts()
    {
        await using var server = new ServerThatStumbles(1, "409 Conflict", """{"kind":"Status","code":"x","details":[1,2]}""", "application/json");

        (await RefusalAsync(server, Write)).IsConflict.Should().BeTrue();
    }

    [Fact]
    public async Task Given_an_error_page_of_HTML_Then_no_markup_reaches_the_message()
    {
        await using var server = new ServerThatStumbles(1, "502 Bad Gateway", "<html><h1>nginx</h1></html>", "text/html");

        (await RefusalAsync(server, Write)).Message.Should().EndWith("502: Bad Gateway");
    }

    [Fact]
    public async Task Given_an_endless_error_text_Then_the_message_is_short()
    {
        await using var server = new ServerThatStumbles(1, "500 X", new string('x', 100_000));

        (await RefusalAsync(server, Write)).Message.Length.Should().BeLessThan(700);
    }

    [Fact]
    public async Task Given_a_redirect_Then_it_is_not_followed_because_it_would_carry_the_token_away()
    {
        await using var elsewhere = new RawServer(Answers.Ok(Answers.Pod));
        await using var server = new ServerThatRedirects(elsewhere.Address);

        (await RefusalAsync(server, Read)).Code.Should().Be(302);

        elsewhere.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(409, "AlreadyExists", true, false)]
    [InlineData(409, "Conflict", false, true)]
    [InlineData(409, "", false, true)]
    public async Task A_409_tells_existence_from_staleness(int code, string reason, bool exists, bool conflict)
    {
        await using var server = new RawServer(Answers.Status(code, reason, "m"));

        var error = await RefusalAsync(server, Write);

        (error.IsAlreadyExists, error.IsConflict).Should().Be((exists, conflict));
    }

    [Fact]
    public async Task Given_warnings_Then_they_arrive_with_the_answer()
    {
        await using var server = new RawServer(Answers.Ok(Answers.Pod, headers: "Warning: 299 - \"unknown field \\\"spec.bogus\\\"\"\r\nWarning: 299 - \"second\"\r\n"));
        using var client = Clients.To(server.Address);

        (await client.SendAsync(Write, default)).Warnings.Should().Equal("unknown field \"spec.bogus\"", "second");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Given_a_watch_that_is_cut_in_the_middle_of_a_line_Then_whole_lines_come_and_the_part_does_not(bool cleanly)
    {
        await using RawServer server = cleanly ? new ServerThatEndsMidLine() : new ServerThatHangsUpMidLine();
        using var client = Clients.To(server.Address);
        var lines = new List<string>();

        var watching = async () =>
        {
            await foreach (var line in client.WatchLinesAsync(Watch, default))
                lines.Add(Encoding.UTF8.GetString(line.Span));
        };

        if (cleanly)
            await watching.Should().NotThrowAsync();
        else
            (await watching.Should().ThrowAsync<ApiTransportException>()).Which.Fault.Should().Be(TransportFault.Broken);
        lines.Should().Equal("""{"type":"BOOKMARK"}""");
    }

    [Fact]
    public async Task Given_a_line_without_end_Then_the_watch_is_given_up_at_the_limit()
    {
        await using var server = new ServerThatNeverEndsItsLine();
        using var client = Clients.To(server.Address, Clients.Patient with { MaxLineBytes = 1 << 20 });

        var watching = async () =>
        {
            await foreach (var line in client.WatchLinesAsync(Watch, default))
                line.Length.Should().Be(0, "no line ever ends");
        };

        (await watching.Should().ThrowAsync<ApiTransportException>()).Which.Fault.Should().Be(TransportFault.TooLarge);
    }

    [Fact]
    public async Task Given_a_watch_that_is_refused_Then_the_error_has_the_code()
    {
        await using var server = new RawServer(Answers.Status(410, "Expired", "too old resource version"));
        using var client = Clients.To(server.Address);

        var watching = async () => await client.WatchLinesAsync(Watch, default).GetAsyncEnumerator().MoveNextAsync();

        (await watching.Should().ThrowAsync<ApiStatusException>()).Which.IsGone.Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_caller_who_gives_up_Then_it_is_cancellation_and_not_an_error_of_the_API()
    {
        await using var server = new ServerThatFallsSilent();
        using var client = Clients.To(server.Address);
        using var stop = new CancellationTokenSource();

        var call = client.SendAsync(Read, stop.Token);
        await Eventually.True(() => server.Requests.Count == 1);
        await stop.CancelAsync();

        await call.Invoking(running => running).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<ApiTransportException> FaultAsync(RawServer server, ApiRequest request, KubernetesClientOptions? options = null)
    {
        using var client = Clients.To(server.Address, options);
        return (await client.Awaiting(it => it.SendAsync(request, default)).Should().ThrowAsync<ApiTransportException>()).Which;
    }

    private static async Task<ApiStatusException> RefusalAsync(RawServer server, ApiRequest request, KubernetesClientOptions? options = null)
    {
        using var client = Clients.To(server.Address, options);
        return (await client.Awaiting(it => it.SendAsync(request, default)).Should().ThrowAsync<ApiStatusException>()).Which;
    }
}
