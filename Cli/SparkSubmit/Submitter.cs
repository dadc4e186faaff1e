using System.Collections;
using System.Security.Cryptography;
using Shared.Submission.SparkSubmit;

namespace Cli.SparkSubmit;

/// <summary>What spark-submit takes from where it runs.</summary>
/// <param name="Files">The disk.</param>
/// <param name="Environment">All variables, for Spark reads any that a setting names.</param>
/// <param name="User">Who submits.</param>
/// <param name="NewId">Text that no other submission has; the ids of a run are made from it.</param>
internal sealed record Submitter(ISubmitterFiles Files, IReadOnlyDictionary<string, string> Environment, string User, Func<string> NewId)
{
    public static Submitter OfThisProcess() => new(
        new DiskFiles(), Variables(), System.Environment.UserName, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    // As the script spark-submit sets it.
    private static Dictionary<string, string> Variables()
    {
        var variables = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        if (variables.TryGetValue("SPARK_HOME", out var home))
            _ = variables.TryAdd("SPARK_CONF_DIR", $"{home}/conf");
        return variables;
    }
}
