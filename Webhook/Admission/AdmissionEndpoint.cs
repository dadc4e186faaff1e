using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Webhook.Admission;

/// <summary>
/// HTTP around a review. Every question gets a well-formed AdmissionReview with HTTP status 200, because an API server shows its user
/// the text of an answer but not that of an HTTP error; only a body that we have no room for is put off with 429.
/// </summary>
internal sealed class AdmissionEndpoint(string path, ReviewHandler handler, BodyBudget budget, WebhookMetrics metrics, ILogger logger, TimeProvider clock)
{
    /// <summary>From the first line of a request to its answer, whatever is slow: the client's body, room for it, or the API server.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private const string Json = "application/json";

    public async Task HandleAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        metrics.Started(path);
        var (status, outcome) = (StatusCodes.Status200OK, (string?)null);
        using var span = Traces.Source.StartActivity("review");
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            (status, outcome) = await AnswerAsync(context, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // The rest of the body would be taken for the next request.
            status = context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
            context.Response.Headers.Connection = "close";
            await context.Response.WriteAsync($"the request did not come within {Deadline.TotalSeconds:0} s", context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            // Answered by the server itself: too slow, too large, cut off.
            status = exception.StatusCode;
            throw;
        }
        finally
        {
            Traces.Ended(span, path, outcome, status);
            metrics.Finished(path, status, outcome, clock.GetElapsedTime(started));
        }
    }

    private async Task<(int Status, string? Outcome)> AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var type = context.Request.ContentType;
        if (!string.Equals(type, Json, StringComparison.OrdinalIgnoreCase) || context.Request.Headers.ContentEncoding.Count > 0)
            return await WriteAsync(context, null, Refusal(400, $"contentType={type}{Encoding(context)}, expected {Json} without content encoding"));

        var written = (StatusCodes.Status200OK, (string?)null);
        var body = await BodyReader.ReadAsync(
            context.Request, budget, async bytes => written = await ReviewAsync(context, bytes, cancellationToken), cancellationToken);
        switch (body)
        {
            case BodyOutcome.TooLarge:
                return await WriteAsync(context, null, Refusal(413, $"the request body is too large; limit is {BodyReader.Limit} bytes"));
            case BodyOutcome.NoRoom:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "1";
                return (StatusCodes.Status429TooManyRequests, null);
            default:
                return written;
        }
    }

    private async Task<(int Status, string? Outcome)> ReviewAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var review = ReviewReader.Read(bytes);
        if (review.Request is not { } request)
            return await WriteAsync(context, review.ApiVersion, review.Refusal!);

        Traces.Asked(request);
        AdmissionResponse response;
        try
        {
            response = await handler(request, cancellationToken);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            response = Refusal(408, $"the webhook could not answer within {Deadline.TotalSeconds:0} s; try again");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect of ours must not look like a broken connection: the policy of the webhook would decide, and nobody would know why.
            Log.Failed(logger, exception, path, request.Uid);
            response = Refusal(500, "the webhook failed on this object; its log tells more");
        }

        if (response.Allowed is not true)
            Log.Refused(logger, path, request.Namespace, request.Name, response.Status?.Code, request.Uid, response.Status?.Message);
        return await WriteAsync(context, review.ApiVersion, response with { Uid = request.Uid });
    }

    private static async Task<(int Status, string? Outcome)> WriteAsync(HttpContext context, string? apiVersion, AdmissionResponse response)
    {
        var answer = new AdmissionReview
        {
            ApiVersion = apiVersion ?? AdmissionReview.GroupVersion,
            Kind = AdmissionReview.KindName,
            Response = response with { Uid = response.Uid ?? "" },
        };
        var bytes = ContractsJson.Serialize(answer);
        context.Response.ContentType = Json;
        context.Response.ContentLength = bytes.Length;
        await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
        return (StatusCodes.Status200OK, response switch
        {
            { Allowed: true, Patch: not null } => "mutated",
            { Allowed: true } => "allowed",
            { Status.Code: 500 } => "failed",
            _ => "refused",
        });
    }

    private static string Encoding(HttpContext context) =>
        context.Request.Headers.ContentEncoding.Count > 0 ? $", content encoding={context.Request.Headers.ContentEncoding}" : "";

    private static AdmissionResponse Refusal(int code, string message) =>
        new() { Allowed = false, Status = new Status { Code = code, Message = message } };
}
