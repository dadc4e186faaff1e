using System.Text.Json.Nodes;
using Shared.Submission;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Golden.Tests.Adapters;

/// <summary>A recorded command line, given to the product.</summary>
internal static class SparkSubmitCases
{
    private const string FilesToken = "@FILES@";

    // Who ran the recorder.
    private const string Recorder = "root";
    private const string FilesFolder = "/submitter/files";

    // Any will do: what Spark draws is a token in the recordings.
    private static readonly SparkIdentity Identity =
        SparkIdentity.Of(new SubmissionIdentity("7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e", DateTimeOffset.UnixEpoch.AddDays(20_000)));

    public static (SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors) Plan(JsonObject input, string version)
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse([.. input["argv"]!.AsArray().Select(word => InPlace((string)word!))]);
        return arguments is null
            ? (null, errors)
            : SparkSubmission.Plan(
                arguments with { Files = new RecordedFiles(FilesFolder, input["files"] as JsonObject ?? [], InPlace), Environment = Environment(input), User = Recorder },
                SparkReleases.Resolve(version, image: null).Release,
                Identity);
    }

    private static Dictionary<string, string> Environment(JsonObject input)
    {
        var environment = new Dictionary<string, string> { ["SPARK_USER"] = "spark" };
        foreach (var (name, value) in input["env"] as JsonObject ?? [])
        {
            if (value is null)
                _ = environment.Remove(name);
            else
                environment[name] = InPlace((string)value!);
        }

        return environment;
    }

    private static string InPlace(string text) => text.Replace(FilesToken, FilesFolder, StringComparison.Ordinal);
}
