using System.Globalization;

namespace Simulation.Tests;

/// <summary>A plan in one line, from which it can be made again.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        List<string> words = [];
        words.AddRange(plan.Faults.Select(fault => $"fault={fault.Kind}@{fault.Call}"));
        Add("user", plan.User is { } user ? $"{user.Kind}@{user.Call}" : null);
        Add("leaders", plan.Leaders > 1 ? $"{plan.Leaders}" : null);
        Add(plan.OnlyApplicationsLag ? "lag-of-applications" : "lag", plan is { Lag: > 0, LagAt: >= 0 } ? $"{plan.Lag}@{plan.LagAt}" : null);
        Add(plan.IsPause ? "pause" : "clock", plan.ClockStep.At >= 0 ? $"{plan.ClockStep.By.TotalSeconds.ToString(CultureInfo.InvariantCulture)}@{plan.ClockStep.At}" : null);
        Add("mutant", plan.Mutant is { } mutant ? Word(mutant) : null);
        words.Add($"scenario={plan.Scenario.Name}");
        return string.Join(' ', words);

        void Add(string key, string? value)
        {
            if (value is not null)
                words.Add($"{key}={value}");
        }
    }

    /// <exception cref="FormatException">It is no plan.</exception>
    public static Plan Parse(string text)
    {
        const string Scenario = "scenario=";
        if (text.Split(Scenario) is not [var words, var name] || Scenarios.Scenario.All.FirstOrDefault(scenario => scenario.Name == name) is not { } scenario)
            throw new FormatException($"'{text}' does not end with '{Scenario}' and the name of a scenario.");

        var plan = new Plan(scenario, []);
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Split(word, '=');
            plan = key switch
            {
                "leaders" => plan with { Leaders = Number(value) },
                "mutant" => plan with { Mutant = Mutants.Mutant.All.Single(mutant => Word(mutant) == value) },
                _ => With(plan, key, Split(value, '@')),
            };
        }

        return plan;
    }

    private static Plan With(Plan plan, string key, (string What, string At) part) => key switch
    {
        "fault" => plan with { Faults = plan.Faults.Add(new Fault(Number(part.At), Enum.Parse<FaultKind>(part.What))) },
        "user" => plan with { User = new UserAction(Number(part.At), Enum.Parse<UserActionKind>(part.What)) },
        "lag" or "lag-of-applications" => plan with { Lag = Number(part.What), LagAt = Number(part.At), OnlyApplicationsLag = key != "lag" },
        "clock" or "pause" => plan with { ClockStep = (Number(part.At), TimeSpan.FromSeconds(Number(part.What))), IsPause = key == "pause" },
        _ => throw new FormatException($"'{key}' is nothing that a plan has."),
    };

    private static string Word(Mutants.Mutant mutant) => mutant.Name.Replace(' ', '-');

    private static (string, string) Split(string text, char by) =>
        text.Split(by) is [var left, var right] ? (left, right) : throw new FormatException($"'{text}' has no '{by}' in its middle.");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
