using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCluster.Kinds;

/// <summary>Kubernetes' order of API versions, best first: v2, v1, v1beta2, v1beta1, v1alpha1, then other names by alphabet.</summary>
internal sealed partial class VersionOrder : IComparer<string>
{
    public static readonly VersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Rank(x!), Rank(y!));
        var byRank = right.CompareTo(left);
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
    }

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        var match = Form().Match(version);
        if (!match.Success)
            return (0, 0, 0);
        var stability = match.Groups[2].Value switch { "" => 3, "beta" => 2, _ => 1 };
        return (stability, Number(match.Groups[1].Value), Number(match.Groups[3].Value));
    }

    private static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^v(\d{1,6})(?:(alpha|beta)(\d{1,6}))?$")]
    private static partial Regex Form();
}
