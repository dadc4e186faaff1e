using System.Runtime.CompilerServices;

namespace AdmissionLoad;

/// <summary>The environment that the webhook's image gives it, from its Dockerfile.</summary>
internal static class ImageSettings
{
    private const string Instruction = "ENV ";

    public static IEnumerable<KeyValuePair<string, string>> Read() => File.ReadLines(Path.Combine(Path.GetDirectoryName(Here())!, "../../Dockerfile.webhook"))
        .Where(line => line.StartsWith(Instruction, StringComparison.Ordinal))
        .SelectMany(line => line[Instruction.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(setting => setting.Split('=', 2))
        .Select(setting => KeyValuePair.Create(setting[0], setting[1]));

    private static string Here([CallerFilePath] string path = "") => path;
}
