using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

/// <summary>Adds <c>env</c> of the role. Of two variables with one name the later wins: the application's.</summary>
internal static class AddEnv
{
    public static Pod Apply(Pod pod, SparkPodContext context) => Append(pod, context, context.RoleSpec.Env.OrEmpty());

    public static Pod Append(Pod pod, SparkPodContext context, IReadOnlyList<EnvVar> wanted) => wanted.Count == 0
        ? pod
        : pod.WithTarget(context, container => container with { Env = Append(container.Env, wanted) });

    private static IReadOnlyList<EnvVar>? Append(IReadOnlyList<EnvVar>? present, IReadOnlyList<EnvVar> wanted)
    {
        var result = Appending.Append(present, wanted, Name).OrEmpty().ToList();

        // An equal entry that somebody overrode further down is there but does not count: say it again at the end.
        var (asked, effective) = (LastByName(wanted), LastByName(result));
        foreach (var name in wanted.Select(Name).Distinct())
        {
            if (!ApiEquality.AreEqual(effective[name], asked[name]))
                result.Add(asked[name]);
        }

        return result.Count == present.OrEmpty().Count ? present : result;
    }

    private static Dictionary<string, EnvVar> LastByName(IReadOnlyList<EnvVar> variables)
    {
        var last = new Dictionary<string, EnvVar>();
        foreach (var variable in variables)
            last[Name(variable)] = variable;
        return last;
    }

    private static string Name(EnvVar variable) => variable.Name ?? "";
}
