using Shared.Contracts.Names;
using Shared.Submission.Conf;

namespace Shared.Submission.SparkSubmit;

/// <summary>Reads what follows <c>spark-submit</c>. Source: <c>SparkSubmitOptionParser</c>, <c>SparkSubmitCommandBuilder</c>.</summary>
public static class SparkSubmitCommandLine
{
    private static readonly HashSet<string> Valued = new(StringComparer.Ordinal)
    {
        "--master", "--deploy-mode", "--class", "--name", "--jars", "--packages", "--exclude-packages", "--repositories", "--py-files", "--files",
        "--archives", "--proxy-user", "--driver-cores", "--executor-memory", "--executor-cores", "--num-executors", "--total-executor-cores",
        "--principal", "--keytab", "--queue", "--conf", "--driver-memory", "--properties-file", "--driver-java-options", "--driver-library-path", "--driver-class-path",
    };

    private static readonly HashSet<string> Switches = new(StringComparer.Ordinal) { "--load-spark-defaults", "--verbose", "--supervise" };

    /// <summary>Options that the launcher turns into settings in place, so that the last on the command line wins.</summary>
    private static readonly Dictionary<string, string> SettingOptions = new(StringComparer.Ordinal)
    {
        ["--driver-memory"] = SparkConfKeys.DriverMemory,
        ["--driver-java-options"] = SparkConfKeys.DriverExtraJavaOptions,
        ["--driver-library-path"] = "spark.driver.extraLibraryPath",
        ["--driver-class-path"] = "spark.driver.extraClassPath",
    };

    /// <summary>Whether the word after this option belongs to it.</summary>
    public static bool TakesValue(string option) => Valued.Contains(option) || option is "-c";

    public static (SparkSubmitArguments? Arguments, IReadOnlyList<SubmissionError> Errors) Parse(IReadOnlyList<string> words)
    {
        var errors = new ErrorList();
        var flags = new List<KeyValuePair<string, string?>>();
        var conf = new List<KeyValuePair<string, string>>();

        // The script that starts spark-submit drops carriage returns.
        var remaining = new Queue<string>(words.Select(word => word.Replace("\r", "", StringComparison.Ordinal)));
        while (remaining.TryPeek(out var word) && word.StartsWith('-'))
        {
            _ = remaining.Dequeue();
            var (name, inline) = Split(word);
            name = name switch { "-c" => "--conf", "-v" => "--verbose", _ => name };

            if (Switches.Contains(name) && inline is null)
                flags.Add(new(name, null));
            else if (!Valued.Contains(name))
                errors.Add(word, "is not an option that is supported here.");
            else if ((inline ?? (remaining.TryDequeue(out var next) ? next : null)) is not { } value)
                errors.Add(name, "has no value.");
            else if (SettingOptions.TryGetValue(name, out var key))
                conf.Add(new(key, value));
            else if (name is not "--conf")
                flags.Add(new(name, value));
            else if (value.IndexOf('=') is var end and >= 0)
                conf.Add(new(value[..end], value[(end + 1)..]));
            else
                errors.Add("--conf", $"'{value}' has no '='; write key=value.");
        }

        var resource = remaining.TryDequeue(out var main) ? main : null;
        return errors.Any
            ? (null, errors.All)
            : (new SparkSubmitArguments { Flags = flags, Conf = conf, MainResource = resource, Arguments = [.. remaining] }, []);
    }

    private static (string Name, string? Value) Split(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=') is var end and > 0 ? (word[..end], word[(end + 1)..]) : (word, null);
}
