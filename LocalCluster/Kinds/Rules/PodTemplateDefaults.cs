using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What the API fills into every pod spec, in a pod as in a template.</summary>
internal static class PodTemplateDefaults
{
    public static void Apply(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        // Two names of one field; the newer one wins.
        if ((spec.TextAt("serviceAccountName") ?? spec.TextAt("serviceAccount")) is { Length: > 0 } account)
        {
            spec["serviceAccountName"] = account;
            spec["serviceAccount"] = account;
        }

        foreach (var container in spec["initContainers"].Objects().Concat(spec["containers"].Objects()).Concat(spec["ephemeralContainers"].Objects()))
            Container(container);
        if (spec.FlagAt("hostNetwork") == true)
        {
            // There a port of a container is a port of the node.
            foreach (var port in spec["initContainers"].Objects().Concat(spec["containers"].Objects()).SelectMany(container => container["ports"].Objects()))
                port.Default("hostPort", port["containerPort"]?.DeepClone() ?? 0);
        }

        foreach (var volume in spec["volumes"].Objects())
            Volume(volume);
    }

    private static void Container(JsonObject container)
    {
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("imagePullPolicy", PullPolicy(container.TextAt("image") ?? ""));
        container.Default("resources", new JsonObject());
        var (limits, requests) = (container.ObjectAt("resources", "limits"), container.ObjectAt("resources", "requests"));
        Quantities.Canonicalize(limits);
        Quantities.Canonicalize(requests);
        foreach (var port in container["ports"].Objects())
            port.Default("protocol", "TCP");
        foreach (var variable in container["env"].Objects())
            variable.ObjectAt("valueFrom", "fieldRef")?.Default("apiVersion", "v1");
        foreach (var name in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.ObjectAt(name) is { } probe)
                Probe(probe);
        }

        foreach (var hook in new[] { "postStart", "preStop" })
        {
            if (container.ObjectAt("lifecycle", hook, "httpGet") is { } get)
                HttpGet(get);
        }
    }

    // A tag other than latest does not move, so a present image is good enough.
    private static string PullPolicy(string image)
    {
        var withoutDigest = image.Split('@')[0];
        var tag = withoutDigest[(withoutDigest.LastIndexOf('/') + 1)..].Split(':') is [_, var named] ? named : null;
        if (tag is null)
            return image.Contains('@', StringComparison.Ordinal) ? "IfNotPresent" : "Always";
        return tag == "latest" ? "Always" : "IfNotPresent";
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe.ObjectAt("httpGet") is { } get)
            HttpGet(get);
        probe.ObjectAt("grpc")?.Default("service", "");
    }

    private static void HttpGet(JsonObject get)
    {
        get.Default("path", "/");
        get.Default("scheme", "HTTP");
    }

    private static void Volume(JsonObject volume)
    {
        if (volume.Count(pair => pair.Value is not null) == 1 && volume.ContainsKey("name"))
            volume["emptyDir"] = new JsonObject();
        foreach (var source in new[] { "configMap", "secret", "downwardAPI", "projected" })
            volume.ObjectAt(source)?.Default("defaultMode", 420);
        volume.ObjectAt("hostPath")?.Default("type", "");
        if (volume.ObjectAt("emptyDir") is { } empty && empty["sizeLimit"] is { } size)
            empty["sizeLimit"] = Quantities.Canonical(size.AsText() ?? size.ToText());
        FieldReferences(volume.ObjectAt("downwardAPI"));
        foreach (var source in volume.ObjectAt("projected")?["sources"].Objects() ?? [])
        {
            source.ObjectAt("serviceAccountToken")?.Default("expirationSeconds", 3600);
            FieldReferences(source.ObjectAt("downwardAPI"));
        }

        if (volume.ObjectAt("ephemeral", "volumeClaimTemplate", "spec") is { } claim)
        {
            claim.Default("volumeMode", "Filesystem");
            Quantities.Canonicalize(claim.ObjectAt("resources", "requests"));
        }
    }

    private static void FieldReferences(JsonObject? downward)
    {
        foreach (var item in downward?["items"].Objects() ?? [])
            item.ObjectAt("fieldRef")?.Default("apiVersion", "v1");
    }
}
