using System.Text;
using Kubernetes.Client.Manifests;
using Shared.Admission.Policy;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Hosting;
using Shared.Submission.Judgement;

namespace Webhook.Admission;

/// <summary>
/// The policy that holds now. Without a file everything may be stored, and a dry run alone is told what the usual profile would tell. A file is read again when its
/// content changes, as a mounted ConfigMap does; one that cannot be used leaves the previous policy in force.
/// </summary>
internal sealed class PolicyFile(string? path, WebhookMetrics metrics, ILogger logger, TimeProvider clock)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private volatile AdmissionPolicy _policy = new();
    private string? _lastSeen;

    /// <exception cref="UsageException">The file is missing or wrong: nobody means to start without the policy that they named.</exception>
    public void Load()
    {
        if (path is not null)
            Use(Read());
    }

    /// <summary>Until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (path is not null)
        {
            await Task.Delay(Period, clock, cancellationToken);
            LookAgain();
        }
    }

    public ValidationOutcome Judge(ApplicationQuestion question) => path is null && !question.DryRun
        ? ValidationOutcome.Fine
        : DeepJudgement.Judge(question.Application, PolicyJudgement.For(_policy, question.Namespace));

    private void LookAgain()
    {
        try
        {
            var text = Read();
            if (text == _lastSeen)
                return;
            Use(text);
            Log.PolicyChanged(logger, path!);
        }
        catch (UsageException exception)
        {
            metrics.PolicyRead(usable: false);
            Log.PolicyUnusable(logger, exception.Message);
        }
    }

    private void Use(string text)
    {
        // Remembered even when it is wrong, so that one mistake is told once.
        _lastSeen = text;
        _policy = Parse(text);
        metrics.PolicyRead(usable: true);
    }

    private AdmissionPolicy Parse(string text)
    {
        try
        {
            return ManifestReader.Read(path!, text) is [var only]
                ? PolicyReader.Read(only.Object)
                : throw new UsageException($"--policy-file: '{path}' holds several documents; write one of kind {AdmissionPolicy.KindName}.");
        }
        catch (Exception exception) when (exception is ManifestException or PolicyException)
        {
            throw new UsageException($"--policy-file: {path}: {exception.Message}", exception);
        }
    }

    private string Read()
    {
        try
        {
            return File.ReadAllText(path!, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--policy-file: '{path}' cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
