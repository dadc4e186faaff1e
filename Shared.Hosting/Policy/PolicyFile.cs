using System.Text;
using Kubernetes.Client.Manifests;
using Microsoft.Extensions.Logging;
using Shared.Admission.Policy;

namespace Shared.Hosting.Policy;

/// <summary>
/// The policy that holds now. A file is read again when its content changes, as a mounted ConfigMap does; one that cannot be used leaves the previous policy in force.
/// </summary>
/// <param name="settings">Which file.</param>
/// <param name="read">Told after each read of a new content whether it could be used.</param>
/// <param name="logger">Told what changed.</param>
/// <param name="clock">When to look again.</param>
public sealed class PolicyFile(PolicySettings settings, Action<bool> read, ILogger logger, TimeProvider clock)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private volatile AdmissionPolicy _policy = new();
    private string? _lastSeen;

    /// <summary>Without a file: the default one.</summary>
    public AdmissionPolicy Policy => _policy;

    /// <exception cref="UsageException">The file is missing or wrong: nobody means to start without the policy that they named.</exception>
    public void Load()
    {
        if (settings.File is not null)
            Use(Read());
    }

    /// <summary>Until cancelled; at once without a file.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (settings.File is not null)
        {
            await Task.Delay(Period, clock, cancellationToken);
            LookAgain();
        }
    }

    private void LookAgain()
    {
        try
        {
            var text = Read();
            if (text == _lastSeen)
                return;
            Use(text);
            Log.PolicyChanged(logger, settings.File!);
        }
        catch (UsageException exception)
        {
            read(false);
            Log.PolicyUnusable(logger, exception.Message);
        }
    }

    private void Use(string text)
    {
        // Remembered even when it is wrong, so that one mistake is told once.
        _lastSeen = text;
        _policy = Parse(text);
        read(true);
    }

    private AdmissionPolicy Parse(string text)
    {
        AdmissionPolicy policy;
        try
        {
            policy = ManifestReader.Read(settings.File!, text) is [var only]
                ? PolicyReader.Read(only.Object)
                : throw Unusable($"holds several documents; write one of kind {AdmissionPolicy.KindName}");
        }
        catch (Exception exception) when (exception is ManifestException or PolicyException)
        {
            throw new UsageException($"--{PolicySettings.FileOption}: {settings.File}: {exception.Message}", exception);
        }

        if (PolicyJudgement.NeedsLabels(policy) && !settings.NamespaceLabels)
            throw Unusable($"chooses namespaces by their labels; start with --{PolicySettings.NamespaceLabelsOption} and the right to list and watch namespaces, or choose them by name");
        return settings.Objects(policy) is { } objection ? throw Unusable(objection) : policy;
    }

    private UsageException Unusable(string why) => new($"--{PolicySettings.FileOption}: '{settings.File}' {why}.");

    private string Read()
    {
        try
        {
            return File.ReadAllText(settings.File!, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What comes back is read anew, whatever it is.
            _lastSeen = null;
            throw new UsageException($"--{PolicySettings.FileOption}: '{settings.File}' cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
