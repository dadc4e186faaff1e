using System.Text.Json.Nodes;
using Kubernetes.Client.Manifests;
using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Cli.Lint;

/// <summary>What the webhook would say of every object of a text, with unknown members as errors.</summary>
internal static class ManifestLint
{
    public const string Unreadable = "InvalidManifest";

    /// <returns>The findings, and how many objects were not ours to judge.</returns>
    public static (IReadOnlyList<Finding> Findings, int Others) Judge(string file, string text)
    {
        IReadOnlyList<Manifest> manifests;
        try
        {
            manifests = ManifestReader.Read(file, text);
        }
        catch (ManifestException exception)
        {
            return ([new Finding(file, null, null, "", Finding.Error, Unreadable, exception.Message)], 0);
        }

        var findings = new List<Finding>();
        var others = 0;
        for (var index = 0; index < manifests.Count; index++)
        {
            if (Outcome(manifests[index]) is { } outcome)
                findings.AddRange(Findings(manifests[index], index + 1, outcome.Strictly()));
            else
                others++;
        }

        return (findings, others);
    }

    /// <summary>Judges one object that a cluster stores; unknown members are warnings, for the cluster has accepted them.</summary>
    public static IReadOnlyList<Finding> JudgeStored(string title, JsonObject stored)
    {
        var manifest = new Manifest(title, stored);
        return Outcome(manifest) is { } outcome ? [.. Findings(manifest, 1, outcome)] : [];
    }

    private static ValidationOutcome? Outcome(Manifest manifest) => (manifest.ApiVersion, manifest.Kind) switch
    {
        (SparkApplication.GroupVersion, SparkApplication.KindName) =>
            Outcome<SparkApplication>(manifest, application => SparkApplicationValidation.Validate(SparkApplicationDefaults.Apply(application))),
        (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName) =>
            Outcome<ScheduledSparkApplication>(manifest, schedule => ScheduledSparkApplicationValidation.Validate(ScheduledSparkApplicationDefaults.Apply(schedule))),
        (SparkConnect.GroupVersion, SparkConnect.KindName) =>
            Outcome<SparkConnect>(manifest, connect => SparkConnectValidation.Validate(SparkConnectDefaults.Apply(connect))),
        _ => null,
    };

    private static ValidationOutcome Outcome<T>(Manifest manifest, Func<T, ValidationOutcome> validate)
    {
        try
        {
            return validate(ContractsJson.Deserialize<T>(manifest.Object));
        }
        catch (ContractsJsonException exception)
        {
            return new ValidationOutcome([.. exception.Misfits.Select(misfit => new FieldError(misfit.Path, ErrorCodes.InvalidType, misfit.Problem))], []);
        }
    }

    private static IEnumerable<Finding> Findings(Manifest manifest, int document, ValidationOutcome outcome) =>
        outcome.Errors.Select(error => Of(manifest, document, error, Finding.Error)).Concat(outcome.Warnings.Select(warning => Of(manifest, document, warning, Finding.Warning)));

    private static Finding Of(Manifest manifest, int document, FieldError error, string severity) =>
        new(manifest.Source, document, manifest.PositionOf(error.Path), error.Path, severity, error.Code, error.Message);
}
