using Kubernetes.Client.Connection;
using Shared.Contracts.Serialization;

namespace Kubernetes.Client.LeaderElection;

/// <summary>
/// Leads while it holds a lease. It stops leading before others may take over, and gives the lease back when it stops on its own. Two leaders are still
/// possible (a process may be frozen between two instructions): nothing that must not happen twice may rest on this.
/// </summary>
/// <param name="api">The wire.</param>
/// <param name="options">Whose lease.</param>
/// <param name="clock">Durations are by this clock alone.</param>
/// <param name="random">Of jitter; used by this elector alone.</param>
/// <param name="observer">Told of changes.</param>
public sealed class LeaseElector(IKubernetesApi api, LeaseOptions options, TimeProvider clock, Random random, ILeaseObserver observer)
{
    private readonly LeaseClaim _claim = new(api, options, clock);
    private string? _holder;

    public bool IsLeader { get; private set; }

    /// <summary>
    /// Until cancelled: waits for the lease, then runs <paramref name="lead"/> until that ends, the lease is lost or this is cancelled; after a loss it waits
    /// again. <paramref name="lead"/> must end soon when its token is cancelled.
    /// </summary>
    /// <exception cref="ApiStatusException">403 before the lease was ever reached: without rights on it two replicas would both lead, or none.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var validFrom = await AcquireAsync(cancellationToken);
            if (await LeadAsync(lead, validFrom, cancellationToken))
                return;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<long> AcquireAsync(CancellationToken cancellationToken)
    {
        var reached = false;
        while (true)
        {
            // Before the request: what the server stored is at least this young.
            var asked = clock.GetTimestamp();
            try
            {
                if (await _claim.TryAsync(cancellationToken))
                    return asked;
                reached = true;
                TellHolder();
            }
            catch (Exception error) when (IsFailure(error) && (reached || error is not ApiStatusException { Code: 403 }))
            {
                observer.Failed(error);
            }

            await Task.Delay(Retry(), clock, cancellationToken);
        }
    }

    /// <returns>True when <paramref name="lead"/> ended by itself.</returns>
    private async Task<bool> LeadAsync(Func<CancellationToken, Task> lead, long validFrom, CancellationToken cancellationToken)
    {
        (IsLeader, _holder) = (true, options.Identity);
        observer.BecameLeader();
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var renewing = new CancellationTokenSource(); // Not linked: the lease is held until the work in hand is done.
        var leading = lead(term.Token);
        var holding = HoldAsync(validFrom, renewing.Token);

        var why = await Task.WhenAny(leading, holding) == holding ? await holding : null;
        // On this thread: CancelAsync would wait for one of the pool, and a process whose pool is exhausted must stop leading in time, too.
        term.Cancel();
        try
        {
            await leading;
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
        }
        finally
        {
            renewing.Cancel();
            _ = await holding;
            IsLeader = false;
            observer.StoppedLeading(why ?? "stopped");
            if (why is null)
                await ReleaseAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return why is null;
    }

    /// <summary>Renews until it fails for too long; never throws.</summary>
    private async Task<string?> HoldAsync(long validFrom, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Retry(), clock, cancellationToken);
                var left = options.RenewDeadline - clock.GetElapsedTime(validFrom);
                if (left <= TimeSpan.Zero)
                    return $"the lease could not be renewed for {options.RenewDeadline.TotalSeconds:0} s";

                var asked = clock.GetTimestamp();
                using var deadline = new CancellationTokenSource(left, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
                try
                {
                    if (!await _claim.RenewAsync(either.Token))
                        return $"'{_claim.Lease?.Spec?.HolderIdentity}' took the lease";
                    validFrom = asked;
                }
                catch (Exception error) when (IsFailure(error) || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
                {
                    observer.Failed(error);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // The caller's token is already cancelled; a hand-over is worth a moment, not more.
    private async Task ReleaseAsync()
    {
        using var moment = new CancellationTokenSource(options.Retry, clock);
        try
        {
            await _claim.ReleaseAsync(moment.Token);
        }
        catch (Exception error) when (IsFailure(error) || error is OperationCanceledException)
        {
            observer.Failed(error);
        }
    }

    private void TellHolder()
    {
        if (_claim.Lease?.Spec?.HolderIdentity is not { Length: > 0 } holder || holder == _holder)
            return;
        _holder = holder;
        observer.Following(holder);
    }

    private static bool IsFailure(Exception error) => error is ApiException or ContractsJsonException;

    private TimeSpan Retry() => options.Retry * (1 - (0.2 * random.NextDouble()));
}
