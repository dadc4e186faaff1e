using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;

namespace Kubernetes.Client.Watching;

/// <summary>Keeps a <see cref="Store{T}"/> equal to what the server has: lists in pages, swaps, watches, and never gives up.</summary>
/// <param name="api">The wire.</param>
/// <param name="resource">The kind.</param>
/// <param name="store">Written by this reflector alone.</param>
/// <param name="decode">One object's JSON to what the store keeps. What it throws sets that object aside. The bytes are its own for a watch event, but part of a whole page for a list: copy what is kept.</param>
/// <param name="options">Selectors and limits.</param>
/// <param name="clock">Of silence and back-off.</param>
/// <param name="random">Of jitter; used by this reflector alone.</param>
/// <param name="observer">Default: nobody.</param>
public sealed class Reflector<T>(
    IKubernetesApi api,
    KubernetesResource resource,
    Store<T> store,
    Func<ReadOnlyMemory<byte>, T> decode,
    ReflectorOptions options,
    TimeProvider clock,
    Random random,
    IReflectorObserver? observer = null)
{
    private readonly IReflectorObserver _observer = observer ?? SilentObserver.Instance;
    private WatchState _state = new WatchState.MustList();
    private long _listed;

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var (started, broughtSomething) = (clock.GetTimestamp(), false);
            try
            {
                _state = WatchRules.BeforeWatch(_state, clock.GetElapsedTime(_listed), options.ListAgainAfter);
                if (_state is WatchState.Following { ResourceVersion: var version })
                {
                    await FollowAsync(version, () => (broughtSomething, failures) = (true, 0), cancellationToken);
                    if (!WatchRules.IsFailure(clock.GetElapsedTime(started), broughtSomething))
                        continue;
                    throw new IOException("the watch ended as soon as it began");
                }

                _state = WatchRules.AfterList(await ListAsync(cancellationToken));
                _listed = started;
                continue;
            }
            catch (Exception error) when (error is ApiException or FormatException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                _state = WatchRules.AfterError(_state, error);
                var wait = options.Backoff.After(++failures, random.NextDouble());
                if ((error as ApiStatusException)?.RetryAfter is { } asked && asked > wait)
                    wait = asked;
                _observer.Failed(error, failures, wait);
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var (items, aside) = (new List<Stored<T>>(), new List<SetAside>());
        var (version, next) = ("", (string?)null);
        do
        {
            var request = ApiRequests.List(resource, options.Namespace, new ListOptions
            {
                LabelSelector = options.LabelSelector,
                FieldSelector = options.FieldSelector,
                Limit = options.PageSize,
                Continue = next,
            });
            var page = ListPage.Parse((await api.SendAsync(request, cancellationToken)).Body);
            foreach (var json in page.Items)
            {
                var (item, misfit) = ItemDecoder.Decode(ItemIdentity.Of(json.Span), json, decode);
                if (item is not null)
                    items.Add(item);
                else
                    aside.Add(misfit!);
            }

            (version, next) = (page.ResourceVersion, page.Continue);
        }
        while (next is not null);

        foreach (var misfit in aside.Where(misfit => store.GetAside(misfit.Key) != misfit))
            _observer.SetAside(misfit);
        store.Swap(items, aside);
        _observer.Listed(items.Count, aside.Count);
        _observer.Alive();
        return version;
    }

    /// <summary>Ends when the server ends the watch, or after silence.</summary>
    private async Task FollowAsync(string version, Action alive, CancellationToken cancellationToken)
    {
        var request = ApiRequests.Watch(resource, options.Namespace, new WatchOptions
        {
            ResourceVersion = version,
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            EndAfter = WatchRules.LengthOfWatch(random.NextDouble()),
        });
        using var silence = new CancellationTokenSource(options.Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            await foreach (var line in api.WatchLinesAsync(request, either.Token))
            {
                silence.CancelAfter(options.Silence);
                Take(request, WatchEvent.Parse(line));
                alive();
                _observer.Alive();
            }
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Not an error: the place is kept and the watch opened anew.
        }
    }

    private void Take(ApiRequest request, WatchEvent @event)
    {
        switch (@event.Type)
        {
            case WatchEventType.Error:
                var code = ItemDecoder.ErrorCode(@event.Object);
                throw new ApiStatusException(request, code, new Status { Code = code, Message = "the server ended the watch with an error" });
            case WatchEventType.Deleted:
                store.Remove(@event.Item.Key);
                break;
            case WatchEventType.Added or WatchEventType.Modified:
                Put(@event);
                break;
        }

        _state = WatchRules.AfterEvent(@event);
    }

    private void Put(WatchEvent @event)
    {
        var (item, misfit) = ItemDecoder.Decode(@event.Item, @event.Object, decode);
        if (item is not null)
        {
            store.Put(item);
            return;
        }

        _observer.SetAside(misfit!);
        store.Put(misfit!);
    }
}
