using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Policy;

/// <summary>The members that the restricted Pod Security Standard wants to be there: not root, no new privileges, no capabilities, the runtime's own seccomp profile.</summary>
internal static class RestrictedDefaults
{
    private static readonly JsonElement RuntimeDefault = Json("""{"type":"RuntimeDefault"}""");
    private static readonly JsonElement DropAll = Json("""{"drop":["ALL"]}""");
    private static readonly JsonElement All = Json("""["ALL"]""");

    /// <summary>A role's fields replace what its template says, so they start from there.</summary>
    public static T Apply<T>(T role) where T : SparkPodSpec
    {
        var template = role.Template?.Spec;
        var spark = SparkContainer(template);
        var (pod, container) = (Filled(role.PodSecurityContext ?? template?.SecurityContext), Filled(role.SecurityContext ?? spark?.SecurityContext));
        var filled = role with
        {
            PodSecurityContext = pod == role.PodSecurityContext ? role.PodSecurityContext : pod,
            SecurityContext = container == role.SecurityContext ? role.SecurityContext : container,
            Sidecars = Each(role.Sidecars),
            InitContainers = Each(role.InitContainers),
            Template = template is null
                ? role.Template
                : role.Template! with { Spec = template with { Containers = Each(template.Containers), InitContainers = Each(template.InitContainers) } },
        };
        return (T)filled;
    }

    /// <summary>Where a template is all that there is.</summary>
    /// <param name="template">Null: none was written.</param>
    /// <param name="container">Name of the one that Spark runs in.</param>
    public static PodTemplateSpec Apply(PodTemplateSpec? template, string container)
    {
        var spec = template?.Spec ?? new PodSpec();
        return (template ?? new PodTemplateSpec()) with
        {
            Spec = spec with
            {
                SecurityContext = Filled(spec.SecurityContext),
                Containers = Each(spec.Containers) is { Count: > 0 } written ? written : [new Container { Name = container, SecurityContext = Filled((SecurityContext?)null) }],
                InitContainers = Each(spec.InitContainers),
            },
        };
    }

    private static Container? SparkContainer(PodSpec? template)
    {
        var containers = (template?.Containers).OrEmpty();
        return containers.FirstOrDefault(container => TemplateContainerRules.SparkNames.Contains(container.Name)) ?? (containers.Count > 0 ? containers[0] : null);
    }

    private static PodSecurityContext Filled(PodSecurityContext? written)
    {
        var context = written ?? new PodSecurityContext();
        return context with { RunAsNonRoot = context.RunAsNonRoot ?? true, SeccompProfile = context.SeccompProfile ?? RuntimeDefault };
    }

    private static SecurityContext Filled(SecurityContext? written)
    {
        var context = written ?? new SecurityContext();
        return context with
        {
            // A privileged container keeps all privileges, and the API server takes nothing else; the policy refuses it by that name.
            AllowPrivilegeEscalation = context.AllowPrivilegeEscalation ?? (context.Privileged is true ? null : false),
            Capabilities = Dropped(context.Capabilities),
        };
    }

    private static JsonElement Dropped(JsonElement? written)
    {
        if (written is not { ValueKind: JsonValueKind.Object } capabilities)
            return written ?? DropAll;
        return capabilities.TryGetProperty("drop", out _)
            ? capabilities
            : JsonSerializer.SerializeToElement(capabilities.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)).Append(KeyValuePair.Create("drop", All)).ToDictionary(), CapabilitiesJson.Default.DictionaryStringJsonElement);
    }

    private static IReadOnlyList<Container>? Each(IReadOnlyList<Container>? containers) => containers is { Count: > 0 }
        ? [.. containers.Select(container => container with { SecurityContext = Filled(container.SecurityContext) })]
        : containers;

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}

[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class CapabilitiesJson : JsonSerializerContext;
