using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the probes and the hooks of a container.</summary>
internal static partial class ProbeValidation
{
    private static readonly string[] Times = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public static IEnumerable<Cause> OfLifecycle(JsonObject spec, JsonObject container, string path)
    {
        foreach (var hook in new[] { "postStart", "preStop" })
        {
            if (container.ObjectAt("lifecycle", hook) is not { } handler)
                continue;
            foreach (var cause in OfHandler(handler, $"{path}.lifecycle.{hook}", spec.NumberAt("terminationGracePeriodSeconds")))
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
            foreach (var cause in OfHandler(probe, at, grace: null))
                yield return cause;
            foreach (var time in Times)
            {
                if (probe.NumberAt(time) is < 0 and var number)
                    yield return Cause.Invalid($"{at}.{time}", number, "must be greater than or equal to 0");
            }

            if (probe.NumberAt("terminationGracePeriodSeconds") is <= 0 and var least)
                yield return Cause.Invalid($"{at}.terminationGracePeriodSeconds", least, "must be greater than 0");
            if (!endsAtOnce && probe.NumberAt("terminationGracePeriodSeconds") is { } never)
                yield return Cause.Invalid($"{at}.terminationGracePeriodSeconds", never, "must not be set for readinessProbes");
            if (endsAtOnce && probe.NumberAt("successThreshold") is { } threshold and not 1)
                yield return Cause.Invalid($"{at}.successThreshold", threshold, "must be 1");
        }
    }

    private static IEnumerable<Cause> OfHandler(JsonObject handler, string path, long? grace)
    {
        var isFirst = true;
        foreach (var kind in new[] { "exec", "httpGet", "tcpSocket", "grpc", "sleep" })
        {
            if (handler.ObjectAt(kind) is not { } action)
                continue;
            if (!isFirst)
                yield return Cause.Forbidden($"{path}.{kind}", "may not specify more than 1 handler type");
            foreach (var cause in isFirst ? OfAction(kind, action, $"{path}.{kind}", grace) : [])
                yield return cause;
            isFirst = false;
        }

        if (isFirst)
            yield return Cause.Required(path, "must specify a handler type");
    }

    private static IEnumerable<Cause> OfAction(string kind, JsonObject action, string path, long? grace)
    {
        switch (kind)
        {
            case "exec" when action.ListAt("command") is null or { Count: 0 }:
                yield return Cause.Required($"{path}.command");
                break;
            case "httpGet":
                if (action.TextAt("path") is null or "")
                    yield return Cause.Required($"{path}.path");
                foreach (var cause in PortNames.OfPort(action["port"], $"{path}.port").Concat(PodSpecValidation.Choice($"{path}.scheme", action.TextAt("scheme"), "HTTP", "HTTPS")))
                    yield return cause;
                foreach (var header in action["httpHeaders"].Objects().Select(header => header.TextAt("name") ?? "").Where(name => !HeaderName().IsMatch(name)))
                    yield return Cause.Invalid($"{path}.httpHeaders", header, "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')");
                break;
            case "sleep" when grace is not null && action.NumberAt("seconds") is not (null or >= 0) || action.NumberAt("seconds") > grace:
                yield return Cause.Invalid(path, action.NumberAt("seconds"), $"must be non-negative and less than terminationGracePeriodSeconds ({grace})");
                break;
            case "tcpSocket" or "grpc":
                foreach (var cause in PortNames.OfPort(action["port"], $"{path}.port"))
                    yield return cause;
                break;
        }
    }

    [GeneratedRegex(@"\A[-A-Za-z0-9]+\z")]
    private static partial Regex HeaderName();
}
