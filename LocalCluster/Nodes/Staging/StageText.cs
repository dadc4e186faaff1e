using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Staging;

/// <summary>Place holders in the log lines of a stage. Pure.</summary>
internal static class StageText
{
    /// <summary><c>{class}</c> is what follows <c>--class</c>, <c>{file}</c> the application's file: the first argument that names a place.</summary>
    public static string Fill(string line, JsonObject container)
    {
        var arguments = container.ListAt("args").Texts().ToList();
        var named = arguments.IndexOf("--class");
        var mainClass = named >= 0 && named + 1 < arguments.Count ? arguments[named + 1] : "Main";
        var file = arguments.FirstOrDefault(argument => argument.Contains("://", StringComparison.Ordinal)) ?? "/opt/spark/work-dir/application";
        return line.Replace("{class}", mainClass, StringComparison.Ordinal)
            .Replace("{file}", file.Replace("local://", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
