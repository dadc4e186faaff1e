using System.CommandLine;
using System.Text;
using Kubernetes.Client.Manifests;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Cli.Commands;

/// <summary><c>sparkctl admit</c>: one AdmissionReview in, one out, decided by the webhook's own code.</summary>
internal static class AdmitCommand
{
    public static Command Build(Shell shell)
    {
        var mutate = new Option<bool>("--mutate") { Description = "Answer as the mutating webhook. This is the default." };
        var validate = new Option<bool>("--validate") { Description = "Answer as the validating webhook." };
        var applications = new Option<string[]>("--application") { Description = "File with SparkApplications that pods may belong to; can be repeated." };
        var command = new Command("admit", "Answer one AdmissionReview from standard input. Exit codes: 0 allowed, 1 denied, 2 unusable input.") { mutate, validate, applications };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(mutate) && parsed.GetValue(validate))
                throw CliException.Usage("--mutate and --validate exclude each other; give one.");

            var known = new List<SparkApplication>();
            foreach (var file in parsed.GetValue(applications) ?? [])
                known.AddRange((await ManifestFiles.ReadAsync(file, shell, cancellationToken)).Where(IsApplication).Select(Read));

            var body = Encoding.UTF8.GetBytes(await shell.In.ReadToEndAsync(cancellationToken));
            using var review = ReviewReader.Read(body);
            var response = review.Request is { } request
                ? Answer(request, parsed.GetValue(validate), known) with { Uid = request.Uid }
                : review.Refusal!;
            var answer = new AdmissionReview { ApiVersion = review.ApiVersion ?? AdmissionReview.GroupVersion, Kind = AdmissionReview.KindName, Response = response };
            await shell.Out.WriteLineAsync(Encoding.UTF8.GetString(ContractsJson.Serialize(answer)));
            return response.Allowed is true ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static AdmissionResponse Answer(AdmissionRequest request, bool validate, IReadOnlyList<SparkApplication> known)
    {
        var kind = request.Kind;
        return ($"{kind?.Group}/{kind?.Version}", kind?.Kind, validate) switch
        {
            (SparkApplication.GroupVersion, SparkApplication.KindName, false) => Reviews.MutateSparkApplication(request),
            (SparkApplication.GroupVersion, SparkApplication.KindName, true) => Reviews.ValidateSparkApplication(request),
            (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName, false) => Reviews.MutateScheduledSparkApplication(request),
            (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName, true) => Reviews.ValidateScheduledSparkApplication(request),
            (SparkConnect.GroupVersion, SparkConnect.KindName, false) => Reviews.MutateSparkConnect(request),
            (SparkConnect.GroupVersion, SparkConnect.KindName, true) => Reviews.ValidateSparkConnect(request),
            ("/v1", "Pod", false) => MutatePod(request, known),
            ("/v1", "Pod", true) => throw CliException.Usage("no validating webhook judges pods; use --mutate."),
            var (version, name, _) => throw CliException.Usage($"the review asks about '{name}' of '{version}'; expected Pod, SparkApplication, ScheduledSparkApplication or SparkConnect."),
        };
    }

    private static AdmissionResponse MutatePod(AdmissionRequest request, IReadOnlyList<SparkApplication> known)
    {
        var (question, answer) = PodReview.Ask(request, _ => true);
        return question is null
            ? answer!
            : PodReview.Answer(question, known.FirstOrDefault(application =>
                application.Metadata?.Name == question.Application && (application.Metadata.Namespace ?? "default") == question.Namespace));
    }

    private static bool IsApplication(Manifest manifest) =>
        manifest is { ApiVersion: SparkApplication.GroupVersion, Kind: SparkApplication.KindName };

    private static SparkApplication Read(Manifest manifest) => ContractsJson.Deserialize<SparkApplication>(manifest.Object);
}
