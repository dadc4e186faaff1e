using System.Collections.Immutable;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Reviews;

/// <summary>A kind whose objects we judge, as the API server names it.</summary>
public sealed record ReviewedKind(string Group, string Version, string Kind, string Plural)
{
    /// <summary>Upstream's way to a path, so that its webhook configurations fit: <c>/mutate-sparkoperator-k8s-io-v1beta2-sparkapplication</c>; pods, without a group, have two dashes.</summary>
    internal string PathOf(string verb) => $"/{verb}-{Group.Replace('.', '-')}-{Version}-{Kind.ToLowerInvariant()}";
}

/// <summary>One question of the API server that is answered from the review alone.</summary>
/// <param name="Mutates">Whether the answer may carry a patch; otherwise it is a verdict.</param>
public sealed record KindReview(ReviewedKind Of, bool Mutates, Func<AdmissionRequest, AdmissionResponse> Answer)
{
    public string Path => Of.PathOf(Mutates ? "mutate" : "validate");
}

/// <summary>Which questions there are. Webhook, command line and the registration at the API server all read them here.</summary>
public static class ReviewTable
{
    private const string Group = "sparkoperator.k8s.io";

    public static readonly ReviewedKind Pods = new("", "v1", "Pod", "pods");

    private static readonly ReviewedKind Applications = new(Group, "v1beta2", SparkApplication.KindName, "sparkapplications");
    private static readonly ReviewedKind Schedules = new(Group, "v1beta2", ScheduledSparkApplication.KindName, "scheduledsparkapplications");
    private static readonly ReviewedKind Connects = new(Group, "v1alpha1", SparkConnect.KindName, "sparkconnects");

    /// <summary>Pods are asked about here; their answer needs a lookup, see <see cref="PodReview"/>.</summary>
    public static string PodPath { get; } = Pods.PathOf("mutate");

    /// <summary>The kinds of our own, in the order in which upstream registers them.</summary>
    public static ImmutableArray<ReviewedKind> Kinds { get; } = [Applications, Schedules, Connects];

    public static ImmutableArray<KindReview> With(ReviewJudges? judges = null) =>
    [
        new(Applications, true, request => Reviews.MutateSparkApplication(request, (judges ?? ReviewJudges.None).Defaults)),
        new(Schedules, true, Reviews.MutateScheduledSparkApplication),
        new(Connects, true, request => Reviews.MutateSparkConnect(request, (judges ?? ReviewJudges.None).DefaultsOfConnects)),
        new(Applications, false, request => Reviews.ValidateSparkApplication(request, judges ?? ReviewJudges.None)),
        new(Schedules, false, request => Reviews.ValidateScheduledSparkApplication(request, judges ?? ReviewJudges.None)),
        new(Connects, false, request => Reviews.ValidateSparkConnect(request, judges ?? ReviewJudges.None)),
    ];
}
