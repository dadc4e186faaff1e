using System.Numerics;

namespace LocalCluster.Kinds.Rules;

/// <summary>The names of what pods consume, and what is true of each.</summary>
internal static class ResourceNames
{
    private const string HugePages = "hugepages-";

    /// <summary>Names without a domain that mean something to some kind.</summary>
    public static readonly HashSet<string> Standard =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
        "limits.ephemeral-storage", "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps",
        "services.nodeports", "services.loadbalancers", "storage",
    ];

    // Of these there are no parts.
    private static readonly HashSet<string> Whole =
        ["pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps", "services.nodeports", "services.loadbalancers"];

    public static bool IsStandard(string name) => Standard.Contains(name) || IsHugePages(name) || name.StartsWith($"requests.{HugePages}", StringComparison.Ordinal);

    public static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>What the system itself shares out.</summary>
    public static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>What a plugin shares out.</summary>
    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && !LabelGrammar.KeyProblems($"requests.{name}").Any();

    public static bool MayOvercommit(string name) => IsNative(name) && !IsHugePages(name);

    public static bool IsWhole(string name) => Whole.Contains(name) || IsExtended(name);

    /// <summary>A multiple of the size of its pages.</summary>
    /// <param name="name">Of pages, with their size behind it.</param>
    /// <param name="amount">In billionths.</param>
    public static bool IsWholePages(string name, BigInteger amount) =>
        Quantities.Parse(name[HugePages.Length..]) is { Sign: > 0 } size && amount % size == 0;

    /// <summary>What is the name of nothing.</summary>
    public static IEnumerable<string> Problems(string name)
    {
        var problems = LabelGrammar.KeyProblems(name).ToList();
        return problems.Count > 0 ? problems : name.Contains('/', StringComparison.Ordinal) || IsStandard(name) ? [] : ["must be a standard resource type or fully qualified"];
    }

    /// <summary>What a container may not ask for.</summary>
    public static IEnumerable<string> ProblemsInContainer(string name)
    {
        foreach (var problem in Problems(name))
            yield return problem;
        if (name.Contains('/', StringComparison.Ordinal))
        {
            if (!IsNative(name) && !IsExtended(name))
                yield return "doesn't follow extended resource name standard";
            yield break;
        }

        if (name is not ("cpu" or "memory" or "ephemeral-storage") && !IsHugePages(name))
            yield return "must be a standard resource for containers";
    }
}
