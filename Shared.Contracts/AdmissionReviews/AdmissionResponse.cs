using Shared.Contracts.Core;

namespace Shared.Contracts.AdmissionReviews;

/// <summary>A webhook's answer. Source: <c>admission.k8s.io/v1 AdmissionResponse</c>.</summary>
public sealed record AdmissionResponse : OpenRecord
{
    /// <summary>That of the request.</summary>
    public string? Uid { get; init; }

    public bool? Allowed { get; init; }

    /// <summary>Why not: code, reason and message for the user.</summary>
    public Status? Status { get; init; }

    /// <summary>The changes, as a JSON patch in Base64; only together with <see cref="PatchType"/>.</summary>
    public byte[]? Patch { get; init; }

    /// <summary><c>JSONPatch</c> when there is a patch.</summary>
    public string? PatchType { get; init; }

    /// <summary>Shown to the user by kubectl, one line each.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    public IReadOnlyDictionary<string, string>? AuditAnnotations { get; init; }

    /// <summary>The answer with these changes; without any it stays as it is.</summary>
    /// <param name="patch">Of RFC 6902; null: none.</param>
    public AdmissionResponse WithPatch(byte[]? patch) => patch is null ? this : this with { Patch = patch, PatchType = "JSONPatch" };
}
