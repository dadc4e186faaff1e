using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cli.Tests.Uploads;

/// <summary>A store on loopback. What it believes and how it speaks is said by its dialect.</summary>
internal sealed class StandInStore : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _stumbles;

    private StandInStore(WebApplication app, int stumbles) => (_app, _stumbles) = (app, stumbles);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>By <c>bucket/key</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <param name="dialect">Answers a request whose body was read.</param>
    /// <param name="stumbles">So many writes are answered 503 first.</param>
    public static async Task<StandInStore> StartAsync(Func<StandInStore, HttpContext, byte[], Task> dialect, int stumbles = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var store = new StandInStore(builder.Build(), stumbles);
        store._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            store.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (context.Request.Method is "PUT" or "POST" && !context.Request.Path.Value!.Contains("token") && Interlocked.Decrement(ref store._stumbles) >= 0)
                context.Response.StatusCode = 503;
            else
                await dialect(store, context, body.ToArray());
        });
        await store._app.StartAsync();
        return store;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
