using System.ComponentModel;
using System.Diagnostics;

namespace EndToEnd.Tests.Clusters;

/// <summary>A test of what <c>scripts/publish.sh</c> made; <c>E2E_PUBLISHED</c> names its folder.</summary>
public class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute()
    {
        if (!ProgramUnderTest.IsPublished)
            Skip = "Needs the programs that scripts/publish.sh makes; E2E_PUBLISHED names their folder.";
    }
}

/// <summary>A test that runs them as images (<c>scripts/run-as-image.sh</c>), on LocalCluster.</summary>
public sealed class ImageFactAttribute : PublishedFactAttribute
{
    private static readonly Lazy<bool> MayMount = new(CanUnshare);

    public ImageFactAttribute()
    {
        if (TestCluster.IsExternal)
            Skip = "Needs LocalCluster, whose API server is on this machine.";
        else if (Skip is null && !MayMount.Value)
            Skip = "Needs 'unshare --mount', which takes root and a machine that allows mount namespaces.";
    }

    private static bool CanUnshare()
    {
        if (!Environment.IsPrivilegedProcess)
            return false;
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // No such program.
            return false;
        }
    }
}
