using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy;

/// <summary>A policy that cannot be used. A half-read policy would let pass what nobody meant to.</summary>
public sealed class PolicyException(string path, string problem, Exception? cause = null) : Exception($"{path}: {problem}", cause)
{
    /// <summary>Where, such as <c>images.allowed[0]</c>.</summary>
    public string Path { get; } = path;

    public string Problem { get; } = problem;
}

/// <summary>JSON to a policy in which everything can be used: no unknown member, no amount or pattern that cannot be read.</summary>
public static class PolicyReader
{
    /// <exception cref="PolicyException">The first thing that is wrong.</exception>
    public static AdmissionPolicy Read(JsonObject json)
    {
        AdmissionPolicy policy;
        try
        {
            policy = json.Deserialize(PolicyJsonContext.Default.AdmissionPolicy) ?? new AdmissionPolicy();
        }
        catch (JsonException exception)
        {
            throw new PolicyException(
                exception.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "policy",
                exception.Message.Contains("could not be mapped", StringComparison.Ordinal)
                    ? "a member here is unknown; see docs/guides/admission-policy.md for those that there are"
                    : "the value has another type than this member takes, or is none of its words",
                exception);
        }

        if (policy.ApiVersion is not (null or AdmissionPolicy.GroupVersion) || policy.Kind is not (null or AdmissionPolicy.KindName))
            throw new PolicyException("kind", $"found '{policy.Kind}' of '{policy.ApiVersion}'; write kind {AdmissionPolicy.KindName} and apiVersion {AdmissionPolicy.GroupVersion}");
        Check("", policy);
        return policy;
    }

    private static void Check(string at, AdmissionPolicy policy)
    {
        foreach (var (role, ceiling) in new[] { ("driver", policy.Ceilings?.Driver), ("executor", policy.Ceilings?.Executor), ("application", policy.Ceilings?.Application) })
        {
            CheckAmount($"{at}ceilings.{role}.cpu", ceiling?.Cpu);
            CheckAmount($"{at}ceilings.{role}.memory", ceiling?.Memory);
        }

        CheckLimits($"{at}limits", policy.Limits);
        foreach (var (key, pattern) in policy.Labels?.Required ?? new Dictionary<string, string>())
            CheckPattern($"{at}labels.required.{key}", pattern);
        foreach (var (index, entry) in policy.Namespaces.OrEmpty().Index())
        {
            if ((entry.Names is not { Count: > 0 } && entry.Selector is null) || entry.Policy is null)
                throw new PolicyException($"{at}namespaces[{index}]", "an entry needs 'policy', and 'names' or 'selector'");
            foreach (var (number, expression) in (entry.Selector?.MatchExpressions).OrEmpty().Index())
                CheckExpression($"{at}namespaces[{index}].selector.matchExpressions[{number}]", expression);
            if (entry.Policy.Namespaces is not null)
                throw new PolicyException($"{at}namespaces[{index}].policy.namespaces", "a namespace's policy cannot hold further namespaces; put them into the list above");
            Check($"{at}namespaces[{index}].policy.", entry.Policy);
        }
    }

    private static void CheckExpression(string path, NamespaceExpression expression)
    {
        var takesValues = expression.Operator is NamespaceExpression.In or NamespaceExpression.NotIn;
        if (string.IsNullOrEmpty(expression.Key))
            throw new PolicyException(path, "an expression needs a 'key'");
        if (!takesValues && expression.Operator is not (NamespaceExpression.Exists or NamespaceExpression.DoesNotExist))
            throw new PolicyException($"{path}.operator", $"'{expression.Operator}' is not known; write In, NotIn, Exists or DoesNotExist");
        if (takesValues != (expression.Values is { Count: > 0 }))
            throw new PolicyException($"{path}.values", $"{expression.Operator} {(takesValues ? "needs values" : "takes no values")}");
    }

    private static void CheckLimits(string path, LimitPolicy? limits)
    {
        foreach (var (member, limit) in new[] { ("applications", limits?.Applications), ("drivers", limits?.Drivers), ("executors", limits?.Executors), ("scheduleSeconds", limits?.ScheduleSeconds) })
        {
            if (limit < 0)
                throw new PolicyException($"{path}.{member}", $"{limit} is less than 0");
        }
    }

    private static void CheckAmount(string path, Quantity? amount)
    {
        if (amount is { } given && !given.TryGetValue(out _))
            throw new PolicyException(path, $"'{given.Text}' is not a quantity; write a number with an optional unit, such as '4' or '16Gi'");
    }

    private static void CheckPattern(string path, string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new PolicyException(path, $"'{pattern}' is not a regular expression that can be used: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AdmissionPolicy))]
internal sealed partial class PolicyJsonContext : JsonSerializerContext;
