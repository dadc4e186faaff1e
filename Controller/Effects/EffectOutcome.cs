using System.Collections.Immutable;
using Controller.SparkApplications;
using Kubernetes.Client.Connection;
using Shared.Contracts.SparkApplications;

namespace Controller.Effects;

/// <summary>How the effects of one decision ended. What may end otherwise when it is simply repeated is an exception instead.</summary>
public abstract record EffectOutcome
{
    private EffectOutcome()
    {
    }

    public sealed record Done : EffectOutcome
    {
        /// <summary>To be said when the status is recorded.</summary>
        public ImmutableArray<Effect.Announce> Announcements { get; init; } = [];

        /// <summary>The <c>webUI*</c> fields of the status; null when they are not known anew.</summary>
        public DriverInfo? WebUI { get; init; }

        /// <summary>What the pods of this attempt will lack, a sentence each; null when no attempt was made.</summary>
        public ImmutableArray<string>? PodsLack { get; init; }

        public Done And(Done other) => new()
        {
            Announcements = [.. Announcements, .. other.Announcements],
            WebUI = other.WebUI ?? WebUI,
            PodsLack = other.PodsLack ?? PodsLack,
        };
    }

    /// <summary>A retry alone will not mend it.</summary>
    public sealed record Rejected(Rejection Rejection) : EffectOutcome;

    /// <summary>Begun, and not over yet: nothing is recorded but what is waited for.</summary>
    /// <param name="Waiting">For people.</param>
    /// <param name="Announcements">To be said when the status is recorded.</param>
    public sealed record Waits(Waiting Waiting, ImmutableArray<Effect.Announce> Announcements) : EffectOutcome
    {
        /// <summary>What the pods of this attempt will lack, a sentence each; null when it is not known.</summary>
        public ImmutableArray<string>? PodsLack { get; init; }

        /// <summary>To be thrown when the wait is recorded, so that the repeats come with the queue's back-off; absent when a poll is enough.</summary>
        public ApiStatusException? Because { get; init; }
    }

    /// <summary>The cluster is not as it was observed: look live, and decide again.</summary>
    public sealed record Surprised(string What) : EffectOutcome;

    public static readonly Done AllDone = new Done();
}
