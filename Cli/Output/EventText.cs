using Shared.Contracts.Core;

namespace Cli.Output;

/// <summary>What an event says.</summary>
internal static class EventText
{
    // An event of events.k8s.io has no last timestamp in the core view.
    public static DateTimeOffset? Time(Event @event) => @event.LastTimestamp ?? @event.FirstTimestamp ?? @event.Metadata?.CreationTimestamp;

    public static string Render(IReadOnlyList<Event> events, DateTimeOffset now) =>
        TextTable.Render(["TYPE", "AGE", "REASON", "MESSAGE"],
            [.. events.Select(item => (IReadOnlyList<string>)[item.Type ?? "", Ages.Since(Time(item), now), item.Reason ?? "", Repeated(item)])]);

    private static string Repeated(Event @event)
    {
        var message = (@event.Message ?? "").ReplaceLineEndings(" ");
        return @event.Count > 1 ? $"{message} (x{@event.Count})" : message;
    }
}
