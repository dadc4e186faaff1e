using Shared.Admission.Mutation;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Rendering;

/// <summary>What is done about a value that Spark takes away.</summary>
internal enum LossRoute
{
    /// <summary>A setting of Spark's says the same, and is given beside the template.</summary>
    Setting,

    /// <summary>Only the pod webhook can put it back.</summary>
    PodWebhook,

    /// <summary>The application has a field of its own for it, which never went through the template.</summary>
    OwnField,

    /// <summary>Spark's word stands.</summary>
    None,
}

/// <summary>A value of a pod template that Spark's own steps overwrite.</summary>
/// <param name="Place"><c>metadata</c>, <c>pod</c> or <c>container</c>: the part of the template.</param>
/// <param name="Member">Its name there.</param>
/// <param name="Route">What is done.</param>
/// <param name="Instead">For people: the field, the setting or the reason.</param>
internal sealed record TemplateLoss(string Place, string Member, LossRoute Route, string Instead)
{
    /// <summary>The releases that overwrite it; null means all.</summary>
    public SparkFeature? Since { get; init; }

    /// <summary>Under what condition; null means always.</summary>
    public string? When { get; init; }

    /// <summary>The values of an application that this concerns, for the first two routes.</summary>
    public Func<SparkApplicationSpec, IEnumerable<LostValue>> Concerns { get; init; } = _ => [];
}

/// <summary>One value that would get lost. Exactly one is given: the setting that does the same, or why only the webhook can.</summary>
internal readonly record struct LostValue(KeyValuePair<string, string>? Setting, string? NeedsPodWebhook)
{
    public static LostValue As(string key, string value) => new(new(key, value), null);

    public static LostValue ForWebhook(string path, string what, SparkRole role) =>
        new(null, $"{path}: Spark overwrites {what} of its {(role is SparkRole.Driver ? "driver" : "executors")}; only the pod webhook can set it.");
}
