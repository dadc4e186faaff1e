namespace Shared.Hosting.Health;

/// <summary>One thing that must hold before traffic may come. Null says it holds; otherwise the sentence why not.</summary>
public sealed record ReadinessCheck(string Name, Func<string?> WhyNot);

/// <summary>Whether the process can serve. Draining makes it unready for good, so that endpoints are taken away before we stop.</summary>
public sealed class Readiness(IEnumerable<ReadinessCheck> checks)
{
    private readonly ReadinessCheck[] _checks = [.. checks];
    private volatile bool _draining;

    public void Drain() => _draining = true;

    /// <summary>Empty when ready; otherwise <c>name: reason</c> for each check that does not hold.</summary>
    public IReadOnlyList<string> WhyNot() =>
    [
        .. _draining ? (string[])["shutdown: the process is stopping"] : [],
        .. _checks.Select(check => (check.Name, Reason: check.WhyNot())).Where(result => result.Reason is not null).Select(result => $"{result.Name}: {result.Reason}"),
    ];
}
