using Shared.Contracts.Core;

namespace Cli.Output;

/// <summary>What an event says.</summary>
internal static class EventText
{
    // An event of events.k8s.io has no last timestamp in the core view.
    public static DateTimeOffset? Time(Event @event) => @event.LastTimestamp ?? @event.FirstTimestamp ?? @event.Metadata?.CreationTimestamp;

    public static readonly IReadOnlyList<string> Header = ["TYPE", "AGE", "REASON", "MESSAGE"];

    public static string Render(IReadOnlyList<Event> events, DateTimeOffset now, Colours colours) => TextTable.Render(Header, [.. events.Select(item => Row(item, now))], colours);

    public static IReadOnlyList<string> Row(Event @event, DateTimeOffset now) =>
        [@event.Type ?? "", Ages.Since(Time(@event), now), @event.Reason ?? "", Repeated(@event)];

    private static string Repeated(Event @event)
    {
        var message = (@event.Message ?? "").ReplaceLineEndings(" ");
        return @event.Count > 1 ? $"{message} (x{@event.Count})" : message;
    }
}
