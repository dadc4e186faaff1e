using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Tables;

namespace LocalCluster.Api.Handlers;

/// <summary>Get, list and watch, in the form that the client accepts: objects, metadata only, or a table.</summary>
internal sealed class Reads(Cluster cluster, Lists lists, Watches watches)
{
    private static readonly byte[] Comma = ","u8.ToArray();
    private static readonly byte[] End = "]}\n"u8.ToArray();
    private static readonly byte[] NewLine = "\n"u8.ToArray();
    private static readonly byte[] LineEnd = "}\n"u8.ToArray();
    private static readonly FrozenDictionary<string, byte[]> LineHeads = new[] { "ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR" }
        .ToFrozenDictionary(type => type, type => System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"), StringComparer.Ordinal);

    public ApiReply Answer(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var isWatch = request.Query.Flag("watch") && (target.Name is null || target.IsWatchPath);
        var form = AcceptedForm.Read(request.Accept, kind, isWatch);
        return EncodedReplies.In(form.Encoding, Answer(request, kind, target, form, isWatch, cancellationToken));
    }

    private ApiReply Answer(ApiRequest request, ResourceKind kind, RequestTarget target, AcceptedForm form, bool isWatch, CancellationToken cancellationToken)
    {
        if (isWatch)
        {
            var lines = watches.Open(kind, target, request.Query, cancellationToken);
            return new StreamReply(200, Lines(request, kind, form, lines, cancellationToken), "application/json");
        }

        if (target.Name is { } name)
        {
            // This server is never behind: a version that is not there yet will not come by waiting.
            if (request.Query.Number("resourceVersion") is { } asked && asked > cluster.Store.Revision)
                throw Lists.TooNew(asked, cluster.Store.Revision);
            var stored = cluster.Store.Find(WriteSupport.Key(kind, target, name)) ?? throw Refusals.NotFound(kind, name);
            return form.Kind is ObjectFormKind.Object
                ? new BytesReply(200, [ObjectForm.ServedBytes(kind, stored), NewLine])
                : new JsonReply(200, form.Convert(cluster, request, kind, ObjectForm.Served(kind, stored)));
        }

        return form.Kind is ObjectFormKind.Object ? List(kind, lists.Read(kind, target, request.Query)) : Converted(request, kind, form, lists.Read(kind, target, request.Query));
    }

    /// <summary>The answer of a write, in the accepted form; a Status stays what it is.</summary>
    public ApiReply Shown(ApiRequest request, ResourceKind kind, WriteOutcome outcome)
    {
        var form = AcceptedForm.Read(request.Accept, kind);
        if (form.Kind is not ObjectFormKind.Object && !outcome.IsStatus)
            return EncodedReplies.In(form.Encoding, new JsonReply(outcome.Status, form.Convert(cluster, request, kind, outcome.Body)));
        return EncodedReplies.In(form.Encoding, outcome.Written is { } written
            ? new BytesReply(outcome.Status, [ObjectForm.ServedBytes(kind, written), NewLine])
            : new JsonReply(outcome.Status, outcome.Body));
    }

    private static BytesReply List(ResourceKind kind, ListPage page)
    {
        var head = $"{{\"kind\":\"{kind.ListKind}\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":{Metadata(kind, page).ToText()},\"items\":[";
        var pieces = new List<ReadOnlyMemory<byte>>(2 + page.Items.Count * 3) { System.Text.Encoding.UTF8.GetBytes(head) };
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
                pieces.Add(Comma);
            pieces.AddRange(ObjectForm.ListElement(kind, page.Items[i]));
        }

        pieces.Add(End);
        return new BytesReply(200, pieces);
    }

    private JsonReply Converted(ApiRequest request, ResourceKind kind, AcceptedForm form, ListPage page)
    {
        var objects = page.Items.Select(stored => ObjectForm.Served(kind, stored));
        var metadata = Metadata(kind, page);
        // A table is typed, and so it leaves out what is empty.
        if (form.Kind is ObjectFormKind.Table && page.Continue is null)
            _ = metadata.Remove("continue");
        return new JsonReply(200, form.ConvertList(cluster, request, kind, objects, metadata));
    }

    public static JsonObject Metadata(ResourceKind kind, ListPage page)
    {
        var metadata = new JsonObject { ["resourceVersion"] = page.Revision.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null)
            metadata["continue"] = page.Continue;
        else if (kind.IsCustom)
            // Lists of custom resources always carry it.
            metadata["continue"] = "";
        if (page.Remaining is { } remaining)
            metadata["remainingItemCount"] = remaining;
        return metadata;
    }

    private async IAsyncEnumerable<StreamPart> Lines(
        ApiRequest request, ResourceKind kind, AcceptedForm form, IAsyncEnumerable<WatchLine> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            yield return Line(request, kind, form, line, isFirst);
            isFirst = false;
        }
    }

    private StreamPart Line(ApiRequest request, ResourceKind kind, AcceptedForm form, WatchLine line, bool isFirst)
    {
        var body = line switch
        {
            { Object: { } stored } when form.Kind is ObjectFormKind.Object => ObjectForm.ServedBytes(kind, stored),
            { Object: { } stored } => form.Convert(cluster, request, kind, ObjectForm.Served(kind, stored), withColumns: isFirst).ToUtf8(),
            { Other: { } other } when line.Type is "BOOKMARK" && form.Kind is not ObjectFormKind.Object => form.Convert(cluster, request, kind, other, withColumns: isFirst).ToUtf8(),
            _ => line.Other!.ToUtf8(),
        };
        return new StreamPart(LineHeads[line.Type], body, LineEnd) { Event = line.Type };
    }
}
