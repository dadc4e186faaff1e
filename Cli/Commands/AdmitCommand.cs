using System.CommandLine;
using System.Text;
using Cli.Lint;
using Kubernetes.Client.Manifests;
using Shared.Admission.Policy;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Judgement;

namespace Cli.Commands;

/// <summary><c>sparkctl admit</c>: one AdmissionReview in, one out, decided by the webhook's own code.</summary>
internal static class AdmitCommand
{
    public static Command Build(Shell shell)
    {
        var mutate = new Option<bool>("--mutate") { Description = "Answer as the mutating webhook. This is the default." };
        var validate = new Option<bool>("--validate") { Description = "Answer as the validating webhook." };
        var applications = new Option<string[]>("--application") { Description = "File with SparkApplications that pods may belong to; can be repeated." };
        var policy = new Option<string?>("--policy") { Description = "File of kind AdmissionPolicy that applications and Connect servers have to keep to." };
        var labels = NamespaceLabels.Option();
        var command = new Command("admit", "Answer one AdmissionReview from standard input. Exit codes: 0 allowed, 1 denied, 2 unusable input.") { mutate, validate, applications, policy, labels };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(mutate) && parsed.GetValue(validate))
                throw CliException.Usage("--mutate and --validate exclude each other; give one.");

            var judges = parsed.GetValue(policy) is { } policyFile
                ? Judges(new GivenPolicy(await PolicyFiles.ReadAsync(policyFile, shell, cancellationToken), NamespaceLabels.Parse(parsed.GetValue(labels))))
                : ReviewJudges.None;
            var known = new List<SparkApplication>();
            foreach (var file in parsed.GetValue(applications) ?? [])
                known.AddRange((await ManifestFiles.ReadAsync(file, shell, cancellationToken)).Where(IsApplication).Select(Read));

            // As bytes: a text reader would mend what is not UTF-8 before the rules see it.
            using var body = new MemoryStream();
            await using (var input = shell.OpenInput())
                await input.CopyToAsync(body, cancellationToken);
            using var review = ReviewReader.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
            var response = review.Request is { } request
                ? Answer(request, parsed.GetValue(validate), known, judges) with { Uid = request.Uid }
                : review.Refusal!;
            var answer = new AdmissionReview { ApiVersion = review.ApiVersion ?? AdmissionReview.GroupVersion, Kind = AdmissionReview.KindName, Response = response };
            await shell.Out.WriteLineAsync(Encoding.UTF8.GetString(ContractsJson.Serialize(answer)));
            return response.Allowed is true ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static AdmissionResponse Answer(AdmissionRequest request, bool validate, IReadOnlyList<SparkApplication> known, ReviewJudges judges)
    {
        var (group, version, kind) = (request.Kind?.Group ?? "", request.Kind?.Version, request.Kind?.Kind);
        if ((group, version, kind) == (ReviewTable.Pods.Group, ReviewTable.Pods.Version, ReviewTable.Pods.Kind))
            return validate ? throw CliException.Usage("no validating webhook judges pods; use --mutate.") : MutatePod(request, known);

        return ReviewTable.With(judges).FirstOrDefault(review => review.Mutates != validate && (review.Of.Group, review.Of.Version, review.Of.Kind) == (group, version, kind)) is { } asked
            ? asked.Answer(request)
            : throw CliException.Usage($"the review asks about '{kind}' of '{group}/{version}'; expected Pod, {string.Join(", ", ReviewTable.Kinds.Select(known => known.Kind))}.");
    }

    private static ReviewJudges Judges(GivenPolicy policy)
    {
        ApplicationJudge judge = question => policy.Judge(question.Namespace, known => DeepJudgement.Judge(question.Application, known));
        return new ReviewJudges
        {
            OfApplications = [judge],
            OfTemplates = [judge],
            OfSchedules = [schedule => policy.Judge(schedule.Metadata?.Namespace ?? "", known => NamespaceLimits.Judge(schedule, known))],
            OfConnects = [(connect, _) => policy.Judge(connect.Metadata?.Namespace ?? "", known => ConnectJudgement.Judge(connect, known))],
            Defaults = (application, @namespace) => policy.Fill(application, @namespace, PolicyDefaults.Apply),
            DefaultsOfConnects = (connect, @namespace) => policy.Fill(connect, @namespace, PolicyDefaults.Apply),
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
