using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Admission.PodSecurity;

/// <summary>A standard and the version of it that a namespace asks for. Versions are told, not told apart.</summary>
internal sealed partial record PodSecurityLevel(string Name, string Version)
{
    private const string Prefix = "pod-security.kubernetes.io/";

    private static readonly string[] Names = ["privileged", "baseline", "restricted"];

    public int Strictness => Array.IndexOf(Names, Name);

    /// <summary>What a namespace enforces. Nothing said: privileged.</summary>
    public static PodSecurityLevel Enforced(JsonObject? labels) => Read(labels, "enforce") ?? new("privileged", "latest");

    /// <summary>What it warns about. Nothing said: what it enforces.</summary>
    public static PodSecurityLevel Warned(JsonObject? labels) => Read(labels, "warn") ?? Enforced(labels);

    /// <summary>Labels of a namespace that name no standard.</summary>
    public static IEnumerable<Cause> Misfits(JsonObject? labels)
    {
        foreach (var mode in new[] { "enforce", "audit", "warn" })
        {
            if (labels.TextAt(Prefix + mode) is { } level && !Names.Contains(level))
                yield return Cause.Invalid($"metadata.labels[{Prefix}{mode}]", level, "must be one of privileged, baseline, restricted");
            if (labels.TextAt($"{Prefix}{mode}-version") is { } version && !VersionForm().IsMatch(version))
                yield return Cause.Invalid($"metadata.labels[{Prefix}{mode}-version]", version, "must be \"latest\" or \"v1.x\"");
        }
    }

    /// <summary>Each broken check with how it is broken; empty when the pod may pass.</summary>
    public IReadOnlyList<(string Reason, string Detail)> Violations(JsonObject podSpec) => [.. Checks()
        .Select(check => (check.Reason, Detail: check.Violation(podSpec))).Where(pair => pair.Detail is not null).Select(pair => (pair.Reason, pair.Detail!))];

    /// <summary><c>PodSecurity "restricted:latest": a (b), c (d)</c>; null when nothing is broken.</summary>
    public string? Sentence(JsonObject podSpec) => Violations(podSpec) is { Count: > 0 } violations
        ? $"PodSecurity \"{this}\": {string.Join(", ", violations.Select(violation => $"{violation.Reason} ({violation.Detail})"))}" : null;

    public override string ToString() => $"{Name}:{Version}";

    private ImmutableArray<PodSecurityCheck> Checks() => Name switch
    {
        "restricted" => PodSecurityChecks.Restricted,
        "baseline" => PodSecurityChecks.Baseline,
        _ => [],
    };

    private static PodSecurityLevel? Read(JsonObject? labels, string mode) =>
        labels.TextAt(Prefix + mode) is { } level && Names.Contains(level) ? new(level, labels.TextAt($"{Prefix}{mode}-version") ?? "latest") : null;

    [GeneratedRegex(@"\A(latest|v1\.[0-9]+)\z")]
    private static partial Regex VersionForm();
}
