using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AdmissionLoad;

/// <summary>As much of an API server as the webhook needs: one application, which never changes.</summary>
internal sealed class PretendApi(WebApplication app) : IAsyncDisposable
{
    private const string Applications = """{"kind":"SparkApplicationList","metadata":{"resourceVersion":"1"},"items":[""" + Samples.Application + "]}";

    public string Url => app.Urls.First();

    public static async Task<PretendApi> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Map("/apis/sparkoperator.k8s.io/v1beta2/sparkapplications", (RequestDelegate)AnswerAsync);
        await app.StartAsync();
        return new PretendApi(app);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (!context.Request.Query.ContainsKey("watch"))
        {
            await context.Response.WriteAsync(Applications);
            return;
        }

        await context.Response.StartAsync();
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync("""{"type":"BOOKMARK","object":{"kind":"SparkApplication","metadata":{"resourceVersion":"1"}}}""" + "\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, context.RequestAborted);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
