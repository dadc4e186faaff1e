using System.Collections.Immutable;
using Shared.Submission.SparkVersions;

namespace Shared.Submission;

/// <summary>Where an object is found.</summary>
/// <param name="ApiVersion">Such as <c>v1</c>.</param>
/// <param name="Kind">Such as <c>ConfigMap</c>.</param>
/// <param name="Plural">The name in the API's paths.</param>
/// <param name="Name">In the application's namespace.</param>
public sealed record CompanionReference(string ApiVersion, string Kind, string Plural, string Name);

/// <summary>What an attempt may have left behind, from its id alone: the specification may have changed since.</summary>
public static class CompanionNames
{
    /// <summary>Everything that some release of Spark makes; a release that makes less leaves some of these names unused.</summary>
    /// <param name="applicationName"><c>metadata.name</c>.</param>
    /// <param name="submissionId">Of the attempt.</param>
    public static ImmutableArray<CompanionReference> Of(string applicationName, string submissionId)
    {
        var names = Names(applicationName, submissionId);
        return
        [
            new("v1", "ConfigMap", "configmaps", names.DriverConfigMap),
            new("v1", "ConfigMap", "configmaps", names.ExecutorTemplateConfigMap),
            new("v1", "Service", "services", names.DriverService),
            new("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", names.NetworkPolicy),
        ];
    }

    /// <summary>The ConfigMap from which the driver makes its executors.</summary>
    public static string ExecutorTemplate(string applicationName, string submissionId) => Names(applicationName, submissionId).ExecutorTemplateConfigMap;

    private static SparkNames Names(string applicationName, string submissionId) => SparkNames.For(
        applicationName, SparkIdentity.Of(new SubmissionIdentity(submissionId, DateTimeOffset.UnixEpoch)), SparkRelease.Newest);
}
