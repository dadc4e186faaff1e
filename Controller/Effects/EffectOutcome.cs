using Controller.SparkApplications;

namespace Controller.Effects;

/// <summary>How the effects of one decision ended. What may end otherwise when it is simply repeated is an exception instead.</summary>
public abstract record EffectOutcome
{
    private EffectOutcome()
    {
    }

    public sealed record Done : EffectOutcome;

    /// <summary>A retry alone will not mend it.</summary>
    public sealed record Rejected(Rejection Rejection) : EffectOutcome;

    /// <summary>The cluster is not as it was observed: look live, and decide again.</summary>
    public sealed record Surprised(string What) : EffectOutcome;

    public static readonly EffectOutcome AllDone = new Done();
}
