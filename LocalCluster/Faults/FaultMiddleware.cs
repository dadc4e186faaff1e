using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;

namespace LocalCluster.Faults;

/// <summary>Stands before the API server on the wire: makes requests fail by plan, and serves the plan itself at <c>/_local/faults</c>.</summary>
internal sealed class FaultMiddleware(FaultPlan plan, TimeProvider clock, Func<string, int, long> revisionBefore, Func<HttpContext, bool> mayAdminister, RequestDelegate next)
{
    private const string AdminPath = "/_local/faults";

    public Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path == AdminPath)
            return mayAdminister(http) ? AdministerAsync(http) : AnswerAsync(http, new Fault(FaultKind.StatusBefore, 403), $"forbidden: only the group system:masters may use {AdminPath}");
        if (RequestTarget.Parse(http.Request.Path.Value ?? "/") is not { Resource: { } resource } target)
            return next(http);

        return HandleAsync(http, target, target.Subresource is { } subresource ? $"{resource}/{subresource}" : resource);
    }

    private async Task HandleAsync(HttpContext http, RequestTarget target, string resource)
    {
        var query = QueryParameters.Parse(http.Request.QueryString.Value ?? "");
        var verb = target.Verb(http.Request.Method, query);
        var name = target.Name ?? (plan.NeedsNames ? await RequestNames.ReadAsync(http, verb, query) : null);
        if (plan.Next(verb, resource, name) is { } fault)
            await ActAsync(http, target, fault);
        else
            await next(http);
    }

    private async Task ActAsync(HttpContext http, RequestTarget target, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Latency:
                await Task.Delay(fault.Delay, clock, http.RequestAborted);
                await next(http);
                break;
            case FaultKind.StatusBefore:
                await AnswerAsync(http, fault);
                break;
            case FaultKind.StatusAfter:
                await DiscardAsync(http);
                await AnswerAsync(http, fault);
                break;
            case FaultKind.ResetBefore:
                http.Abort();
                break;
            case FaultKind.ResetAfter:
                await DiscardAsync(http);
                http.Abort();
                break;
            case FaultKind.Truncated:
                await TruncateAsync(http);
                break;
            case FaultKind.StaleList:
                await AnswerFromThePastAsync(http, target, fault);
                break;
            default:
                await CutWatchAsync(http, fault);
                break;
        }
    }

    /// <summary>What is not a first page of a list has no past.</summary>
    private Task AnswerFromThePastAsync(HttpContext http, RequestTarget target, Fault fault)
    {
        var query = QueryParameters.Parse(http.Request.QueryString.Value ?? "");
        if (target.Verb(http.Request.Method, query) is "list" && query.Get("continue") is null or "")
        {
            var revision = revisionBefore(target.Group.Length == 0 ? target.Resource! : $"{target.Resource}.{target.Group}", fault.Count);
            var others = query.Pairs.Where(pair => pair.Name is not ("resourceVersion" or "resourceVersionMatch")).Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}");
            http.Request.QueryString = new QueryString($"?{string.Join('&', others.Append($"resourceVersion={revision}").Append("resourceVersionMatch=Exact"))}");
        }

        return next(http);
    }

    /// <summary>Lets the request take effect and throws its answer away.</summary>
    private async Task<byte[]> DiscardAsync(HttpContext http)
    {
        var (body, status) = (http.Response.Body, http.Response.StatusCode);
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        await next(http);
        http.Response.Body = body;
        http.Response.StatusCode = status;
        http.Response.ContentLength = null;
        return buffer.ToArray();
    }

    private async Task TruncateAsync(HttpContext http)
    {
        var whole = await DiscardAsync(http);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = whole.Length;
        await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }

    /// <summary>Events are lines: some are passed on, then one is cut, left out or sent twice.</summary>
    private async Task CutWatchAsync(HttpContext http, Fault fault)
    {
        var original = http.Response.Body;
        await using var filter = new EventFilter(original, fault, clock, http.Abort);
        http.Response.Body = filter;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = original;
        }
    }

    private static async Task AnswerAsync(HttpContext http, Fault fault, string? message = null)
    {
        var reason = fault.Status switch
        {
            403 => "Forbidden",
            404 => "NotFound",
            409 => "Conflict",
            410 => "Expired",
            422 => "Invalid",
            429 => "TooManyRequests",
            503 => "ServiceUnavailable",
            504 => "Timeout",
            _ => "InternalError",
        };
        http.Response.StatusCode = fault.Status;
        http.Response.ContentType = "application/json";
        if (fault.Status is 429 or 503)
            http.Response.Headers.RetryAfter = ((int)fault.Delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message ?? $"injected fault: {fault.Status} {reason}",
            ["reason"] = reason,
            ["code"] = fault.Status,
        };
        await http.Response.Body.WriteAsync(status.ToUtf8(), http.RequestAborted);
    }

    /// <summary><c>GET</c> lists the rules with their hits, <c>POST</c> adds some, <c>DELETE</c> removes all.</summary>
    private async Task AdministerAsync(HttpContext http)
    {
        switch (http.Request.Method)
        {
            case "GET":
                break;
            case "DELETE":
                plan.Clear();
                break;
            case "POST":
                using (var reader = new StreamReader(http.Request.Body, Encoding.UTF8))
                {
                    try
                    {
                        plan.Add(FaultReading.Read(await reader.ReadToEndAsync(http.RequestAborted)));
                    }
                    catch (FormatException problem)
                    {
                        http.Response.StatusCode = 400;
                        await http.Response.WriteAsync(problem.Message, http.RequestAborted);
                        return;
                    }
                }

                break;
            default:
                http.Response.StatusCode = 405;
                return;
        }

        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(plan.Describe().ToUtf8(), http.RequestAborted);
    }
}
