using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cli.Output;
using Kubernetes.Client.Manifests;

namespace Cli.Lint;

/// <summary>One thing that lint tells about one object of a file.</summary>
/// <param name="Document">Which object of the file, from 1; null when the file as a whole cannot be read.</param>
/// <param name="Position">Null when the place is unknown, such as in an object that was read as JSON.</param>
internal sealed partial record Finding(string File, int? Document, TextPosition? Position, string Path, string Severity, string Code, string Message)
{
    public const string Error = "error";
    public const string Warning = "warning";

    /// <summary>At the member that the path names, or the nearest one above it.</summary>
    public static Finding Of(Manifest manifest, int document, string severity, string path, string code, string message) =>
        new(manifest.Source, document, manifest.PositionOf(Quoted().Replace(path, "['$1']")), path, severity, code, message);

    /// <summary>What to do: our messages say it after a semicolon.</summary>
    public string? Fix => Message.IndexOf("; ", StringComparison.Ordinal) is >= 0 and var at ? Message[(at + 2)..] : null;

    public override string ToString() => ToText(Colours.Off);

    /// <summary>One line, as compilers write them.</summary>
    public string ToText(Colours colours)
    {
        var severity = colours.Paint(Severity);
        var place = Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"{File}:{position.Line}:{position.Column}") : File;
        return (Path.Length == 0 ? $"{place}: {severity}: {Message}" : $"{place}: {severity} {Path}: {Message}").ReplaceLineEndings(" ");
    }

    // Rules write keys of maps as [key]; places are kept under ['key'].
    [GeneratedRegex(@"\[(?![0-9]+\]|')([^\]]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    public JsonObject ToJson() => new()
    {
        ["file"] = File,
        ["document"] = Document,
        ["line"] = Position?.Line,
        ["column"] = Position?.Column,
        ["path"] = Path,
        ["severity"] = Severity,
        ["code"] = Code,
        ["message"] = Message,
        ["fix"] = Fix,
    };
}
