using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Shared.Hosting.Health;

public static class HealthEndpoints
{
    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can serve; 503 with the reasons, a line each, when not.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, Readiness readiness)
    {
        routes.MapMethods("/healthz", Reading, (RequestDelegate)(context => AnswerAsync(context, [])));
        routes.MapMethods("/readyz", Reading, (RequestDelegate)(context => AnswerAsync(context, readiness.WhyNot())));
    }

    internal static readonly string[] Reading = ["GET", "HEAD"];

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<string> reasons)
    {
        context.Response.StatusCode = reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(reasons.Count == 0 ? "ok" : string.Join('\n', reasons), context.RequestAborted);
    }
}
