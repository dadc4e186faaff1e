using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Shared.Hosting.Health;

namespace Shared.Hosting.Metrics;

public static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes, MetricsText metrics) =>
        routes.MapMethods("/metrics", HealthEndpoints.Reading, (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return HttpMethods.IsHead(context.Request.Method)
                ? Task.CompletedTask
                : context.Response.WriteAsync(metrics.Write(), context.RequestAborted);
        }));
}
