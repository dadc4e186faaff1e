using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Testing.Stores;

/// <summary>A store on loopback. What it believes and how it speaks is said by its dialect.</summary>
public sealed class StandInStore : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _stumbles;

    private StandInStore(WebApplication app, int stumbles) => (_app, _stumbles) = (app, stumbles);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>By <c>bucket/key</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>The only buckets there are; empty means that any is.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    public ConcurrentQueue<string> Requests { get; } = new();

    public bool Has(string bucket) => Buckets.Count == 0 || Buckets.Contains(bucket);

    /// <param name="dialect">Answers a request whose body was read.</param>
    /// <param name="stumbles">So many writes are answered 503 first.</param>
    /// <param name="buckets">See <see cref="Buckets"/>.</param>
    public static async Task<StandInStore> StartAsync(Func<StandInStore, HttpContext, byte[], Task> dialect, int stumbles = 0, params string[] buckets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var store = new StandInStore(builder.Build(), stumbles) { Buckets = buckets };
        store._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            store.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}{(context.Request.Headers["x-amz-acl"] is [{ } acl] ? $" {acl}" : "")}");
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
