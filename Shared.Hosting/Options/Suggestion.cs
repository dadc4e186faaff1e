using Shared.Contracts.Names;

namespace Shared.Hosting.Options;

internal static class Suggestion
{
    /// <summary><c>; did you mean '--listen'?</c> or, when nothing is near, where to find the list. Ends the sentence.</summary>
    public static string Sentence(string wrong, IEnumerable<string> known, Func<string, string> spelling)
    {
        var spellings = known.ToDictionary(name => name.ToUpperInvariant(), spelling);
        return NearestName.Of(wrong.ToUpperInvariant(), spellings.Keys) is { } nearest ? $"; did you mean '{spellings[nearest]}'?" : "; --help lists them.";
    }
}
