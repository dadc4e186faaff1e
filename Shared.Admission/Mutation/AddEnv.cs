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
        var result = Appending.Append(present, wanted, variable => variable.Name).OrEmpty().ToList();

        // An equal entry that somebody overrode further down is there but does not count: say it again at the end.
        foreach (var name in wanted.Select(entry => entry.Name).Distinct())
        {
            var effective = wanted.Last(entry => entry.Name == name);
            if (!ApiEquality.AreEqual(result.Last(entry => entry.Name == name), effective))
                result.Add(effective);
        }

        return result.Count == present.OrEmpty().Count ? present : result;
    }
}
