using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;
using Shared.Hosting.Logging;

namespace Controller.SparkApplications.Status;

/// <summary>What the end of a driver's log adds to a diagnosis. Whatever is quoted is cleaned of what looks like a credential, and bounded.</summary>
internal static class DriverLog
{
    private const int QuotedLines = 3;
    private const int LongestLine = 320;

    /// <summary>The same diagnosis when the log says nothing that is known.</summary>
    public static Diagnosis Read(Diagnosis diagnosis, string log)
    {
        var lines = log.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var exceptions = lines.Where(IsException).TakeLast(QuotedLines).ToList();
        return LogCauses.Of(lines) is var (cause, line)
            ? Diagnoses.New(cause, Quoted([diagnosis.Evidence ?? "", .. exceptions.Contains(line) ? exceptions : [.. exceptions.TakeLast(QuotedLines - 1), line]]))
            : exceptions.Count > 0 ? diagnosis with { Evidence = Quoted([diagnosis.Evidence ?? "", .. exceptions]) } : diagnosis;
    }

    private static bool IsException(string line) =>
        line.StartsWith("Caused by:", StringComparison.Ordinal) || line.StartsWith("Exception in thread", StringComparison.Ordinal)
        || (!line.StartsWith("at ", StringComparison.Ordinal) && (line.Contains("Exception: ", StringComparison.Ordinal) || line.Contains("Error: ", StringComparison.Ordinal)));

    private static string Quoted(IEnumerable<string> lines) =>
        string.Join(" | ", lines.Where(line => line.Length > 0).Select(line => Redaction.Clean(line)).Select(line => line.Length > LongestLine ? $"{line[..LongestLine]}..." : line));
}
