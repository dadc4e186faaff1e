using Testing;

namespace Deployment.Tests;

/// <summary>A committed file that is made from something else.</summary>
internal static class GeneratedFile
{
    public const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Deployment.Tests -c Release";

    /// <summary>Rewrites it when asked to; otherwise fails when it is stale.</summary>
    public static void Holds(string text, params string[] path)
    {
        var file = Repository.PathTo(path);
        // Left alone when it is right, for other tests may be reading it.
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && (!File.Exists(file) || File.ReadAllText(file) != text))
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.ReadAllText(file).Should().Be(text, "{0} rewrites it", Command);
    }
}
