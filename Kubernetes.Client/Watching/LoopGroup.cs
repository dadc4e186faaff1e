namespace Kubernetes.Client.Watching;

/// <summary>Loops that are good for something only together.</summary>
public static class LoopGroup
{
    /// <summary>
    /// Until cancelled. None of them fails by itself; when one does all the same, the others are ended and its error is thrown, so that a watch that is no more does not go unnoticed. One that has
    /// nothing to do may end well at any time.
    /// </summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> loops, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var all = loops.Select(loop => loop(either.Token)).ToList();
        var left = all.ToList();
        while (left.Count > 0)
        {
            var first = await Task.WhenAny(left);
            _ = left.Remove(first);
            if (first.IsCompletedSuccessfully)
                continue;

            await either.CancelAsync();
            foreach (var loop in all)
                _ = await Task.WhenAny(loop);
            await first;
        }
    }
}
