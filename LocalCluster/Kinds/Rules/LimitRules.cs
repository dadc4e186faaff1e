using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a LimitRange: its amounts must be in order.</summary>
internal static class LimitRules
{
    private const string NotForPods = "may not be specified when `type` is 'Pod'";

    private static readonly string[] Types = ["Container", "PersistentVolumeClaim", "Pod"];
    private static readonly string[] Parts = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

    public static IEnumerable<Cause> Validate(JsonObject range)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, limit) in (range.ObjectAt("spec")?["limits"].Objects() ?? []).Index())
        {
            var path = $"spec.limits[{index}]";
            var type = limit.TextAt("type") ?? "";
            foreach (var cause in Cause.Each($"{path}.type", type, TypeProblems(type)))
                yield return cause;
            if (!seen.Add(type))
                yield return Cause.Duplicate($"{path}.type", type);
            foreach (var cause in Parts.SelectMany(part => OfPart(limit, type, part, path)))
                yield return cause;
            var names = Parts.Where(part => !IsForbidden(type, part)).SelectMany(part => limit.ObjectAt(part) ?? []).Select(pair => pair.Key);
            foreach (var cause in names.Distinct().Order(StringComparer.Ordinal).SelectMany(name => InOrder(limit, type, name, path)))
                yield return cause;
        }
    }

    private static bool IsForbidden(string type, string part) => type is "Pod" && part is ("default" or "defaultRequest");

    private static IEnumerable<string> TypeProblems(string type)
    {
        var problems = LabelGrammar.KeyProblems(type).ToList();
        if (problems.Count == 0 && !type.Contains('/', StringComparison.Ordinal) && !Types.Contains(type))
            problems.Add("must be a standard limit type or fully qualified");
        return problems;
    }

    private static IEnumerable<Cause> OfPart(JsonObject limit, string type, string part, string path)
    {
        var isForbidden = IsForbidden(type, part);
        if (isForbidden && limit.ObjectAt(part) is { Count: > 0 })
            yield return Cause.Forbidden($"{path}.{part}", NotForPods);
        foreach (var name in (isForbidden ? [] : limit.ObjectAt(part) ?? []).Select(pair => pair.Key).Order(StringComparer.Ordinal))
        {
            foreach (var cause in Cause.Each($"{path}.{part}[{name}]", name, type is "Pod" or "Container" ? ResourceNames.ProblemsInContainer(name) : ResourceNames.Problems(name)))
                yield return cause;
        }

        if (part is "defaultRequest" && type is "PersistentVolumeClaim" && limit.TextAt("min", "storage") is null && limit.TextAt("max", "storage") is null)
            yield return Cause.Required($"{path}.limits", "either minimum or maximum storage value is required, but neither was provided");
    }

    private static IEnumerable<Cause> InOrder(JsonObject limit, string type, string name, string path)
    {
        string? Text(string part) => IsForbidden(type, part) ? null : limit.TextAt(part, name);
        bool Exceeds(string one, string other) => Text(one) is { } left && Text(other) is { } right && Quantities.Parse(left) > Quantities.Parse(right);
        Cause Wrong(string part, string shown, string why) => Cause.Invalid($"{path}.{part}[{name}]", Text(shown), why);
        var (min, max, usual, request, ratio) = (Text("min"), Text("max"), Text("default"), Text("defaultRequest"), Text("maxLimitRequestRatio"));
        if (Exceeds("min", "max"))
            yield return Wrong("min", "min", $"min value {min} is greater than max value {max}");
        if (Exceeds("min", "defaultRequest"))
            yield return Wrong("defaultRequest", "defaultRequest", $"min value {min} is greater than default request value {request}");
        if (Exceeds("defaultRequest", "max"))
            yield return Wrong("defaultRequest", "defaultRequest", $"default request value {request} is greater than max value {max}");
        if (Exceeds("defaultRequest", "default"))
            yield return Wrong("defaultRequest", "defaultRequest", $"default request value {request} is greater than default limit value {usual}");
        if (Exceeds("min", "default"))
            yield return Wrong("default", "min", $"min value {min} is greater than default value {usual}");
        if (Exceeds("default", "max"))
            yield return Wrong("default", "max", $"default value {usual} is greater than max value {max}");
        if (ratio is not null && Quantities.Parse(ratio) < 1_000_000_000)
            yield return Wrong("maxLimitRequestRatio", "maxLimitRequestRatio", $"ratio {ratio} is less than 1");
        if (ratio is not null && Most(min, max) is { } most && (double)(Quantities.Parse(ratio) ?? 0) / 1e9 > most)
            yield return Wrong("maxLimitRequestRatio", "maxLimitRequestRatio", FormattableString.Invariant($"ratio {ratio} is greater than max/min = {most:F6}"));
        if (!ResourceNames.MayOvercommit(name) && usual is not null && request is not null && Quantities.Parse(usual) != Quantities.Parse(request))
            yield return Wrong("defaultRequest", "defaultRequest", $"default value {usual} must equal to defaultRequest value {request} in {name}");
    }

    private static double? Most(string? min, string? max) =>
        min is not null && max is not null && Quantities.Parse(min) is { IsZero: false } least && Quantities.Parse(max) is { } most ? (double)most / (double)least : null;
}
