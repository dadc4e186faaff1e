using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary><c>pods/log</c>: which container, which part of its output.</summary>
internal sealed class PodLogReader(Cluster cluster)
{
    /// <summary>The player of the kubelet. Default: nothing ever starts.</summary>
    public IPodLogs Source { get; set; } = new NoPodLogs();

    public ApiReply Read(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var pod = cluster.Store.Find(WriteSupport.Key(kind, target, target.Name!))?.ToJson() ?? throw Refusals.NotFound(kind, target.Name!);
        var options = Options.Read(request.Query, target.Name!);
        var container = Container(pod, request.Query.Get("container"));
        if (pod.TextAt("spec", "nodeName") is not { Length: > 0 } node)
            return new TextReply(204, "");
        var host = cluster.Store.Find(new ObjectKey("nodes", "", node))?.ToJson()
            ?? throw Refusals.Of(404, "NotFound", $"pods \"{node}\" not found", Refusals.Details("", "pods", node));
        var previous = request.Query.Flag("previous");
        var lines = Source.Read(pod.TextAt("metadata", "uid") ?? "", container, previous, options.Follow, cancellationToken);
        if (lines is null)
        {
            CheckKubelet(host, target, container);
            throw Refusals.BadRequest(previous
                ? $"previous terminated container \"{container}\" in pod \"{target.Name}\" not found"
                : $"container \"{container}\" in pod \"{target.Name}\" is waiting to start: {Waiting(pod, container)}");
        }

        return new StreamReply(200, Lines(lines, options, cancellationToken), "text/plain");
    }

    // Logs come from the kubelet of the node. One that nobody simulates cannot be reached.
    private static void CheckKubelet(JsonObject node, RequestTarget target, string container)
    {
        var addresses = node.ObjectAt("status")?["addresses"].Objects().ToList() ?? [];
        if (addresses.Count == 0)
            throw Refusals.Of(500, null, "no preferred addresses found; known addresses: []");
        if (node.TextAt("status", "nodeInfo", "kubeletVersion") is { Length: > 0 })
            return;
        var host = (addresses.FirstOrDefault(a => a.TextAt("type") is "InternalIP") ?? addresses[0]).TextAt("address");
        var port = node.NumberAt("status", "daemonEndpoints", "kubeletEndpoint", "Port") is > 0 and var given ? given : 10250;
        throw Refusals.Of(500, null,
            $"Get \"https://{host}:{port}/containerLogs/{target.Namespace}/{target.Name}/{container}\": dial tcp {host}:{port}: connect: connection refused");
    }

    private async IAsyncEnumerable<StreamPart> Lines(IAsyncEnumerable<LogLine> lines, Options options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var since = options.SinceSeconds is { } seconds ? cluster.Clock.GetUtcNow().AddSeconds(-seconds) : options.SinceTime;
        if (options.TailLines is { } tail)
            lines = Tail(lines, tail, options.Follow, cancellationToken);
        var left = options.LimitBytes ?? long.MaxValue;
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            if (line.Time < since)
                continue;
            var text = Encoding.UTF8.GetBytes(options.Timestamps ? $"{Stamp(line.Time)} {line.Text}\n" : $"{line.Text}\n");
            if (text.Length > left)
            {
                yield return new StreamPart(text.AsMemory(0, (int)left));
                yield break;
            }

            left -= text.Length;
            yield return new StreamPart(text);
        }
    }

    // The last lines of what is there; a follower goes on from them. What is there ends where the source first has to wait.
    private static async IAsyncEnumerable<LogLine> Tail(
        IAsyncEnumerable<LogLine> lines, long count, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kept = new Queue<LogLine>();
        await using var reader = lines.GetAsyncEnumerator(cancellationToken);
        var next = reader.MoveNextAsync();
        while (!follow || next.IsCompleted)
        {
            if (!await next)
            {
                foreach (var line in kept)
                    yield return line;
                yield break;
            }

            kept.Enqueue(reader.Current);
            if (kept.Count > count)
                _ = kept.Dequeue();
            next = reader.MoveNextAsync();
        }

        foreach (var line in kept)
            yield return line;
        while (await next)
        {
            yield return reader.Current;
            next = reader.MoveNextAsync();
        }
    }

    private static string Container(JsonObject pod, string? asked)
    {
        var name = pod.TextAt("metadata", "name");
        var main = pod.ObjectAt("spec")?["containers"].Objects().Select(c => c.TextAt("name") ?? "").ToList() ?? [];
        var init = pod.ObjectAt("spec")?["initContainers"].Objects().Select(c => c.TextAt("name") ?? "").ToList() ?? [];
        if (asked is { Length: > 0 })
        {
            return main.Contains(asked) || init.Contains(asked) ? asked
                : throw Refusals.BadRequest($"container {asked} is not valid for pod {name}");
        }

        if (main.Count == 1)
            return main[0];
        throw Refusals.BadRequest($"a container name must be specified for pod {name}, choose one of: [{string.Join(' ', init.Concat(main))}]");
    }

    private static string Waiting(JsonObject pod, string container) =>
        pod.ObjectAt("status")?["containerStatuses"].Objects().FirstOrDefault(s => s.TextAt("name") == container).TextAt("state", "waiting", "reason") ?? "ContainerCreating";

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    private sealed record Options(bool Follow, bool Timestamps, long? TailLines, long? SinceSeconds, DateTimeOffset? SinceTime, long? LimitBytes)
    {
        private static readonly ResourceKind Kind = new("", "v1", "podlogoptions", "PodLogOptions", true);

        public static Options Read(QueryParameters query, string pod)
        {
            var options = new Options(query.Flag("follow"), query.Flag("timestamps"), query.Number("tailLines"), query.Number("sinceSeconds"),
                Times.Parse(query.Get("sinceTime")), query.Number("limitBytes"));
            List<Cause> causes = [];
            if (options.TailLines < 0)
                causes.Add(Cause.Invalid("tailLines", options.TailLines, "must be greater than or equal to 0"));
            if (options.LimitBytes < 1)
                causes.Add(Cause.Invalid("limitBytes", options.LimitBytes, "must be greater than 0"));
            if (options.SinceSeconds < 1)
                causes.Add(Cause.Invalid("sinceSeconds", options.SinceSeconds, "must be greater than 0"));
            if (options.SinceSeconds is not null && options.SinceTime is not null)
                causes.Add(Cause.Forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
            return causes.Count == 0 ? options : throw Refusals.Invalid(Kind, pod, causes);
        }
    }
}
