using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission;

/// <summary>What one spark-submit creates.</summary>
/// <param name="ApplicationId"><c>spark-app-selector</c> of all its pods.</param>
/// <param name="Namespace">Where everything is created.</param>
/// <param name="Driver">The driver pod.</param>
/// <param name="Companions">In the order in which Spark creates them; without owner.</param>
/// <param name="ExecutorTemplate">What the driver will start from for each executor; null when there is no template.</param>
/// <param name="Properties">What the driver reads from <c>spark.properties</c>, by key.</param>
/// <param name="AddedProperties">The part of <paramref name="Properties"/> that the feature steps added or overwrote.</param>
/// <param name="ConfFiles">Names of the submitter's configuration files that the driver, and its executors, find beside <c>spark.properties</c>.</param>
public sealed record SparkObjects(
    string ApplicationId, string Namespace, Pod Driver, ImmutableList<Companion> Companions, PodTemplateFile? ExecutorTemplate,
    IReadOnlyDictionary<string, string> Properties, IReadOnlyDictionary<string, string> AddedProperties,
    IReadOnlyList<string> ConfFiles);
