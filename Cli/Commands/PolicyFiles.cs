using Kubernetes.Client.Manifests;
using Shared.Admission.Policy;

namespace Cli.Commands;

/// <summary>The policy that an administrator gives to the webhook, read for a command.</summary>
internal static class PolicyFiles
{
    /// <exception cref="CliException">The file is missing or wrong; told with its place.</exception>
    public static async Task<AdmissionPolicy> ReadAsync(string file, Shell shell, CancellationToken cancellationToken)
    {
        var (name, text) = await ManifestFiles.TextAsync(file, shell, cancellationToken);
        if (ManifestReader.Read(name, text) is not [var only])
            throw CliException.Usage($"'{name}' holds several documents; a policy is one of kind {AdmissionPolicy.KindName}.");
        try
        {
            return PolicyReader.Read(only.Object);
        }
        catch (PolicyException exception)
        {
            throw CliException.Usage($"{only.PlaceOf(exception.Path)}: {exception.Message}", exception);
        }
    }
}
