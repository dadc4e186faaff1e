using System.Text.Json.Nodes;
using Cli.Lint.Server;
using Kubernetes.Client.Manifests;
using Shared.Admission.Validation;

namespace Cli.Lint;

/// <summary>What the webhook would say of every object of a text, with unknown members as errors.</summary>
/// <param name="policy">That of the webhook.</param>
/// <param name="server">Asked too; null when no cluster is.</param>
internal sealed class ManifestLint(GivenPolicy policy, ServerLint? server)
{
    public const string Unreadable = "InvalidManifest";

    /// <returns>The findings, and how many objects were not ours to judge.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, int Others)> JudgeAsync(string file, string text, CancellationToken cancellationToken)
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
        foreach (var (index, manifest) in manifests.Index())
        {
            if (ObjectVerdict.Of(manifest, policy) is not { } outcome)
            {
                others++;
                continue;
            }

            findings.AddRange(Findings(manifest, index + 1, outcome.Strictly()));
            if (server is not null)
                findings.AddRange(await server.JudgeAsync(manifest, index + 1, cancellationToken));
        }

        return (findings, others);
    }

    /// <summary>Judges one object that a cluster stores; unknown members are warnings, for the cluster has accepted them.</summary>
    public static IReadOnlyList<Finding> JudgeStored(string title, JsonObject stored)
    {
        var manifest = new Manifest(title, stored);
        return ObjectVerdict.Of(manifest, GivenPolicy.None) is { } outcome ? [.. Findings(manifest, 1, outcome)] : [];
    }

    private static IEnumerable<Finding> Findings(Manifest manifest, int document, ValidationOutcome outcome) =>
        outcome.Errors.Select(error => Finding.Of(manifest, document, Finding.Error, error.Path, error.Code, error.Message))
            .Concat(outcome.Warnings.Select(warning => Finding.Of(manifest, document, Finding.Warning, warning.Path, warning.Code, warning.Message)));
}
