using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What containers ask for and may use at most.</summary>
internal static class ResourceValidation
{
    private const string NotWhole = "must be an integer";

    public static IEnumerable<Cause> Of(JsonObject container, string path)
    {
        var at = $"{path}.resources";
        var (limits, requests) = (container.ObjectAt("resources", "limits") ?? [], container.ObjectAt("resources", "requests") ?? []);
        foreach (var (name, value) in limits.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var cause in Cause.Each($"{at}.limits[{name}]", name, ResourceNames.ProblemsInContainer(name)).Concat(Amount(name, value, $"{at}.limits[{name}]")).Concat(Pages(name, value, $"{at}.limits[{name}]")))
                yield return cause;
        }

        foreach (var (name, value) in requests.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var cause in Cause.Each($"{at}.requests[{name}]", name, ResourceNames.ProblemsInContainer(name)).Concat(Amount(name, value, $"{at}.requests[{name}]"))
                .Concat(Against(name, value.AsText() ?? "", limits.TextAt(name), at)).Concat(Pages(name, value, $"{at}.requests[{name}]")))
                yield return cause;
        }

        var names = limits.Concat(requests).Select(pair => pair.Key).ToList();
        if (names.Any(ResourceNames.IsHugePages) && !names.Any(name => name is "cpu" or "memory"))
            yield return Cause.Forbidden(at, "HugePages require cpu or memory");
    }

    /// <summary>An amount may not be negative, and of some things there are no parts.</summary>
    public static IEnumerable<Cause> Amount(string name, JsonNode? value, string path)
    {
        if (value.AsText() is not { } text || Quantities.Parse(text) is not { } amount)
            yield break;
        if (amount < 0)
            yield return Cause.Invalid(path, text, "must be greater than or equal to 0");
        // Thousandths are the least that is looked at.
        if (ResourceNames.IsWhole(name) && amount % 1_000_000_000 != 0)
            yield return Cause.Invalid(path, text, NotWhole);
    }

    private static IEnumerable<Cause> Pages(string name, JsonNode? value, string path) =>
        ResourceNames.IsHugePages(name) && value.AsText() is { } text && Quantities.Parse(text) is { } amount && !ResourceNames.IsWholePages(name, amount)
            ? [Cause.Invalid(path, text, $"{text} is not positive integer multiple of {name}")] : [];

    private static IEnumerable<Cause> Against(string name, string asked, string? limit, string path)
    {
        if (limit is null)
        {
            if (!ResourceNames.MayOvercommit(name))
                yield return Cause.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
        }
        else if (Quantities.Parse(limit) is { } most && Quantities.Parse(asked) is { } wanted)
        {
            if (wanted != most && !ResourceNames.MayOvercommit(name))
                yield return Cause.Invalid($"{path}.requests", asked, $"must be equal to {name} limit of {limit}");
            else if (wanted > most)
                yield return Cause.Invalid($"{path}.requests", asked, $"must be less than or equal to {name} limit of {limit}");
        }
    }
}
