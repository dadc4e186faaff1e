namespace Golden.Tests.Adapters;

/// <summary>Which adapters answer for which set. Every set of the recordings is here, but for <c>kube-api</c>, which is replayed by its own tool.</summary>
internal static class GoldenAdapters
{
    private static readonly (string Set, IGoldenAdapter[] Adapters)[] BySet =
    [
        ("admission", [new MutatedPodsAdapter(), new VerdictsAdapter(), new QuotaAdapter()]),
        ("admission-gated", [new MutatedPodsAdapter()]),
        ("admission-spark", [new MutatedPodsAdapter(), new DriverAtBirthAdapter()]),
        ("cron", [new CronAdapter()]),
        ("helm", [new ChartAdapter()]),
        ("lifecycle", [new LifecycleAdapter()]),
        ("metrics", [new MetricsAdapter()]),
        ("operator", [new StoredSpecAdapter(), new OperatorArgumentsAdapter(OperatorArgumentsAdapter.Recorded), new SurroundingsAdapter(OperatorArgumentsAdapter.Recorded), new OperatorLifeAdapter(OperatorArgumentsAdapter.Recorded)]),
        ("operator-gated", [new StoredSpecAdapter(), new OperatorArgumentsAdapter(OperatorArgumentsAdapter.RecordedGated), new SurroundingsAdapter(OperatorArgumentsAdapter.RecordedGated), new OperatorLifeAdapter(OperatorArgumentsAdapter.RecordedGated)]),
        ("operator-spark", [new SparkObjectsAdapter(), new DriverAtBirthAdapter()]),
        ("spark", [new SparkObjectsAdapter()]),
    ];

    public static IEnumerable<string> Sets => BySet.Select(entry => entry.Set);

    public static IEnumerable<IGoldenAdapter> For(string set) => BySet.Single(entry => entry.Set == set).Adapters;
}
