using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the probes and the hooks of a container.</summary>
internal static class ProbeValidation
{
    private static readonly string[] Times = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public static IEnumerable<Cause> OfLifecycle(JsonObject container, string path)
    {
        foreach (var hook in new[] { "postStart", "preStop" })
        {
            if (container.ObjectAt("lifecycle", hook) is not { } handler)
                continue;
            foreach (var cause in OfHandler(handler, $"{path}.lifecycle.{hook}"))
                yield return cause;
        }
    }

    public static IEnumerable<Cause> OfContainer(JsonObject container, string path)
    {
        foreach (var (name, endsAtOnce) in new[] { ("livenessProbe", true), ("readinessProbe", false), ("startupProbe", true) })
        {
            if (container.ObjectAt(name) is not { } probe)
                continue;
            var at = $"{path}.{name}";
            foreach (var cause in OfHandler(probe, at))
                yield return cause;
            foreach (var time in Times)
            {
                if (probe.NumberAt(time) is < 0 and var number)
                    yield return Cause.Invalid($"{at}.{time}", number, "must be greater than or equal to 0");
            }

            if (endsAtOnce && probe.NumberAt("successThreshold") is { } threshold and not 1)
                yield return Cause.Invalid($"{at}.successThreshold", threshold, "must be 1");
        }
    }

    private static IEnumerable<Cause> OfHandler(JsonObject handler, string path)
    {
        var isFirst = true;
        foreach (var kind in new[] { "exec", "httpGet", "tcpSocket", "grpc", "sleep" })
        {
            if (handler.ObjectAt(kind) is not { } action)
                continue;
            if (!isFirst)
                yield return Cause.Forbidden($"{path}.{kind}", "may not specify more than 1 handler type");
            foreach (var cause in isFirst ? OfAction(kind, action, $"{path}.{kind}") : [])
                yield return cause;
            isFirst = false;
        }

        if (isFirst)
            yield return Cause.Required(path, "must specify a handler type");
    }

    private static IEnumerable<Cause> OfAction(string kind, JsonObject action, string path)
    {
        switch (kind)
        {
            case "exec" when action.ListAt("command") is null or { Count: 0 }:
                yield return Cause.Required($"{path}.command");
                break;
            case "httpGet":
                if (action.TextAt("path") is null or "")
                    yield return Cause.Required($"{path}.path");
                foreach (var cause in OfPort(action["port"], $"{path}.port").Concat(PodSpecValidation.Choice($"{path}.scheme", action.TextAt("scheme"), "HTTP", "HTTPS")))
                    yield return cause;
                break;
            case "tcpSocket" or "grpc":
                foreach (var cause in OfPort(action["port"], $"{path}.port"))
                    yield return cause;
                break;
        }
    }

    private static IEnumerable<Cause> OfPort(JsonNode? port, string path)
    {
        if (port.AsText() is { } name)
            return PortNames.Problems(name).Select(problem => Cause.Invalid(path, name, problem));
        var number = port?.GetValueKind() is JsonValueKind.Number ? port.AsNumber() : 0;
        return PortNames.IsNumber(number) ? [] : [Cause.Invalid(path, number, PortNames.Range)];
    }
}
