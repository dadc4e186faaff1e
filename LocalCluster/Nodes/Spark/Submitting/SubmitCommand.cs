using System.Collections.Immutable;

namespace LocalCluster.Nodes.Spark.Submitting;

/// <summary>What the arguments of <c>spark-submit</c> (or of the Connect server's script) ask for. <paramref name="Problem"/> is what is wrong with them; null: nothing.</summary>
internal sealed record SubmitCommand(SparkConf Conf, string? MainClass, string? ProxyUser, string? PropertiesFile, string? Resource, ImmutableArray<string> Arguments, string? Problem)
{
    // Options that are a conf key under another name.
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["--master"] = "spark.master",
        ["--deploy-mode"] = "spark.submit.deployMode",
        ["--name"] = "spark.app.name",
        ["--jars"] = "spark.jars",
        ["--files"] = "spark.files",
        ["--archives"] = "spark.archives",
        ["--py-files"] = "spark.submit.pyFiles",
        ["--packages"] = "spark.jars.packages",
        ["--repositories"] = "spark.jars.repositories",
        ["--exclude-packages"] = "spark.jars.excludes",
        ["--driver-memory"] = "spark.driver.memory",
        ["--driver-cores"] = "spark.driver.cores",
        ["--driver-java-options"] = "spark.driver.extraJavaOptions",
        ["--driver-class-path"] = "spark.driver.extraClassPath",
        ["--driver-library-path"] = "spark.driver.extraLibraryPath",
        ["--executor-memory"] = "spark.executor.memory",
        ["--executor-cores"] = "spark.executor.cores",
        ["--num-executors"] = "spark.executor.instances",
        ["--principal"] = "spark.kerberos.principal",
        ["--keytab"] = "spark.kerberos.keytab",
        ["--queue"] = "spark.yarn.queue",
    };

    private static readonly string[] Flags = ["--verbose", "-v", "--supervise"];

    public static SubmitCommand Parse(ImmutableArray<string> words)
    {
        var entries = SparkConf.Empty.Entries.ToBuilder();
        var command = new SubmitCommand(SparkConf.Empty, null, null, null, null, [], null);
        for (var i = 0; i < words.Length; i++)
        {
            var (option, value) = Split(words[i]);
            if (!option.StartsWith('-'))
                return command with { Conf = new SparkConf(entries.ToImmutable()), Resource = words[i], Arguments = words[(i + 1)..] };
            if (Flags.Contains(option))
                continue;
            value ??= ++i < words.Length ? words[i] : null;
            if (value is null)
                return command with { Problem = $"Missing argument for option '{option}'." };

            switch (option)
            {
                case "--conf" or "-c" when value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals:
                    entries[value[..equals].Trim()] = value[(equals + 1)..].Trim();
                    break;
                case "--class":
                    command = command with { MainClass = value };
                    break;
                case "--proxy-user":
                    command = command with { ProxyUser = value };
                    break;
                case "--properties-file":
                    command = command with { PropertiesFile = value };
                    break;
                default:
                    if (!Keys.TryGetValue(option, out var key))
                        return command with { Problem = option is "--conf" or "-c" ? $"Spark config without '=': {value}" : $"Unrecognized option: {option}" };
                    entries[key] = value;
                    break;
            }
        }

        return command with { Conf = new SparkConf(entries.ToImmutable()) };
    }

    private static (string Option, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return word.StartsWith("--", StringComparison.Ordinal) && equals > 0 ? (word[..equals], word[(equals + 1)..]) : (word, null);
    }
}
