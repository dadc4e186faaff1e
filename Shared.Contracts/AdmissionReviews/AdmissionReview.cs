using System.Text.Json;
using Shared.Contracts.Core;

namespace Shared.Contracts.AdmissionReviews;

/// <summary>Question of an API server to a webhook, and its answer. Source: <c>admission.k8s.io/v1 AdmissionReview</c>.</summary>
public sealed record AdmissionReview : OpenRecord
{
    public const string GroupVersion = "admission.k8s.io/v1";
    public const string KindName = "AdmissionReview";

    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public AdmissionRequest? Request { get; init; }
    public AdmissionResponse? Response { get; init; }
}

/// <summary>May this be written? Source: <c>admission.k8s.io/v1 AdmissionRequest</c>.</summary>
public sealed record AdmissionRequest : OpenRecord
{
    /// <summary>To be repeated in the answer.</summary>
    public string? Uid { get; init; }

    public GroupVersionKind? Kind { get; init; }
    public GroupVersionResource? Resource { get; init; }

    /// <summary>Such as <c>status</c>; absent or empty for the object itself.</summary>
    public string? SubResource { get; init; }

    /// <summary>Empty while the API server has yet to make a name.</summary>
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</summary>
    public string? Operation { get; init; }

    public UserInfo? UserInfo { get; init; }

    /// <summary>The object as it would be stored; absent on deletion.</summary>
    public JsonElement? Object { get; init; }

    /// <summary>The object as it is stored; absent on creation.</summary>
    public JsonElement? OldObject { get; init; }

    /// <summary>True when nothing will be stored whatever the answer is.</summary>
    public bool? DryRun { get; init; }

    /// <summary><c>CreateOptions</c>, <c>UpdateOptions</c> or <c>DeleteOptions</c>; holds <c>fieldValidation</c>.</summary>
    public JsonElement? Options { get; init; }
}

/// <summary>Source: <c>authentication/v1 UserInfo</c>.</summary>
public sealed record UserInfo : OpenRecord
{
    public string? Username { get; init; }
    public string? Uid { get; init; }
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>What the authenticator adds: key to list of texts.</summary>
    public JsonElement? Extra { get; init; }
}

/// <summary>Source: <c>meta/v1 GroupVersionKind</c>. The core group is the empty text.</summary>
public sealed record GroupVersionKind : OpenRecord
{
    public string? Group { get; init; }
    public string? Version { get; init; }
    public string? Kind { get; init; }
}

/// <summary>Source: <c>meta/v1 GroupVersionResource</c>. The core group is the empty text.</summary>
public sealed record GroupVersionResource : OpenRecord
{
    public string? Group { get; init; }
    public string? Version { get; init; }
    public string? Resource { get; init; }
}
