using Kubernetes.Client.Connection;

namespace Kubernetes.Client.Watching;

/// <summary>What a reflector does next. Pure.</summary>
internal static class WatchRules
{
    /// <summary>A quiet watch gets a bookmark about once a minute; one that brings nothing at all for so long may be dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>No watch says that it left something out. Long enough that lists cost next to nothing: ten thousand objects take a second or two.</summary>
    public static readonly TimeSpan ListAgainAfter = TimeSpan.FromMinutes(30);

    /// <summary>A watch that ends sooner, having brought nothing, counts as a failure: else a server that hangs up at once is called without end.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMinutes(5);

    public static WatchState AfterList(string resourceVersion) => new WatchState.Following(resourceVersion);

    public static WatchState BeforeWatch(WatchState state, TimeSpan sinceList, TimeSpan listAgainAfter) => sinceList >= listAgainAfter ? new WatchState.MustList() : state;

    /// <summary>Events and bookmarks alike move our place on.</summary>
    public static WatchState AfterEvent(WatchEvent @event) => new WatchState.Following(@event.Item.ResourceVersion);

    /// <summary>410 Gone: the server has forgotten our place, and only a fresh list can close the gap. Any other error keeps the place.</summary>
    public static WatchState AfterError(WatchState state, int code) => code == 410 ? new WatchState.MustList() : state;

    public static WatchState AfterError(WatchState state, Exception error) => error switch
    {
        ApiStatusException status => AfterError(state, status.Code),

        // We cannot tell what the line would have said.
        FormatException => new WatchState.MustList(),
        ApiTransportException { Fault: TransportFault.TooLarge } => new WatchState.MustList(),
        _ => state,
    };

    /// <summary>Watches of many processes should not end together.</summary>
    public static TimeSpan LengthOfWatch(double chance) => ShortestWatch * (1 + chance);

    public static bool IsFailure(TimeSpan lived, bool broughtSomething) => lived < ShortestLife && !broughtSomething;
}
