using System.Text.Json.Nodes;
using static Testing.Comparison.MetadataShape;
using static Testing.Comparison.Shape;

namespace Testing.Comparison;

internal static class ContainerShapes
{
    private static readonly Shape HttpGet = Choice(("path", Default("/")), ("scheme", Default("HTTP")), ("host", EmptyText), ("httpHeaders", Sequence(Anything)));

    private static readonly Shape Probe = Choice(
        ("httpGet", HttpGet),
        ("tcpSocket", Choice(("host", EmptyText))),
        ("grpc", Choice(("service", EmptyText))),
        ("exec", Choice(("command", Sequence(Anything)))),
        ("initialDelaySeconds", Default(0)),
        ("timeoutSeconds", Default(1)),
        ("periodSeconds", Default(10)),
        ("successThreshold", Default(1)),
        ("failureThreshold", Default(3)));

    private static readonly Shape Handler = Choice(("httpGet", HttpGet), ("tcpSocket", Choice(("host", EmptyText))), ("exec", Choice(("command", Sequence(Anything)))));

    private static readonly Shape SecurityContext = Members(
        ("privileged", False),
        ("readOnlyRootFilesystem", False),
        ("procMount", Default("Default")),
        ("capabilities", Members(("add", Sequence(Anything)), ("drop", Sequence(Anything)))),
        ("seLinuxOptions", Members()));

    private static readonly Shape Mount = Members(
        ("readOnly", False), ("subPath", EmptyText), ("subPathExpr", EmptyText), ("recursiveReadOnly", Default("Disabled")), ("mountPropagation", Default("None")));

    public static readonly Shape Container = Members(
        ("name", EmptyText),
        ("image", EmptyText),
        ("command", Sequence(Anything)),
        ("args", Sequence(Anything)),
        ("workingDir", EmptyText),
        ("ports", Keyed(PortKey, Members(("protocol", Default("TCP")), ("name", EmptyText), ("hostIP", EmptyText), ("hostPort", Default(0))))),
        ("envFrom", Sequence(VolumeShapes.EnvironmentFrom)),
        ("env", Anything),
        (EnvironmentShape.ExpandedMember, Anything),
        ("resources", Members(("requests", Map(Quantity)), ("limits", Map(Quantity)), ("claims", Sequence(Anything)))),
        ("volumeMounts", Keyed(MountKey, Mount)),
        ("volumeDevices", Keyed(device => Text(device, "devicePath"), Anything)),
        ("livenessProbe", Probe),
        ("readinessProbe", Probe),
        ("startupProbe", Probe),
        ("lifecycle", Members(("postStart", Handler), ("preStop", Handler), ("stopSignal", EmptyText))),
        ("terminationMessagePath", Default("/dev/termination-log")),
        ("terminationMessagePolicy", Default("File")),
        ("securityContext", SecurityContext),
        ("stdin", False),
        ("stdinOnce", False),
        ("tty", False)).After(FillDefaults);

    private static string PortKey(JsonObject port) => $"{Text(port, "containerPort")}/{(Text(port, "protocol") is { Length: > 0 } protocol ? protocol : "TCP")}";

    private static string MountKey(JsonObject mount) => (Text(mount, "subPath") + Text(mount, "subPathExpr")) is { Length: > 0 } inside
        ? $"{Text(mount, "mountPath")}[{inside}]"
        : Text(mount, "mountPath");

    private static JsonObject FillDefaults(JsonObject container)
    {
        if (Text(container, "image") is { Length: > 0 } image && Text(container, "imagePullPolicy").Length == 0)
            container["imagePullPolicy"] = IsMovingTag(image) ? "Always" : "IfNotPresent";

        // The server asks for what a container is limited to.
        if (container["resources"] is JsonObject resources && resources["limits"] is JsonObject { Count: > 0 } limits)
        {
            var requests = resources["requests"] as JsonObject ?? [];
            resources["requests"] = requests;
            foreach (var (name, amount) in limits)
                requests[name] ??= amount?.DeepClone();
        }

        return EnvironmentShape.Replace(container);
    }

    private static bool IsMovingTag(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return false;
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal);
    }
}
