using ApplicationLoad.Loading;

namespace ApplicationLoad.Scenarios;

/// <summary>What a soak consists of. Pure: application number n is always the same.</summary>
internal static class SoakPlan
{
    /// <summary>A share of the calls fails in every way; watches are cut now and then. Creating applications and watching them is spared: what is measured is the operator, not the load.</summary>
    public static readonly string[] Faults =
    [
        """{"verb":"create","resource":"pods","chance":0.01,"fault":"reset-after"}""",
        """{"verb":"create","resource":"pods","chance":0.02,"fault":"latency","arg":"500ms"}""",
        """{"verb":"create","resource":"configmaps","chance":0.01,"fault":"500-after"}""",
        """{"verb":"create","resource":"services","chance":0.01,"fault":"503"}""",
        """{"verb":"patch","resource":"sparkapplications/status","chance":0.01,"fault":"409"}""",
        """{"verb":"patch","resource":"sparkapplications/status","chance":0.01,"fault":"reset-after"}""",
        """{"verb":"get","resource":"*","chance":0.01,"fault":"truncated"}""",
        """{"verb":"delete","resource":"*","chance":0.01,"fault":"500"}""",
        """{"verb":"create","resource":"events","chance":0.01,"fault":"429","arg":"1"}""",
        """{"verb":"watch","resource":"*","fault":"watch-cut","arg":3000}""",
    ];

    /// <summary>The API server hangs for so long, ...</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);

    /// <summary>... so often.</summary>
    public static readonly TimeSpan BetweenHangs = TimeSpan.FromMinutes(5);

    public static ApplicationShape Shape(ApplicationShape like, int number)
    {
        var random = new Random(number);
        return like with
        {
            Executors = random.Next(1, 6),
            RunFor = TimeSpan.FromMilliseconds(random.Next(200, 5000)),
            FailsOnce = random.Next(20) == 0,
            TimeToLive = TimeSpan.FromSeconds(30),
        };
    }
}
