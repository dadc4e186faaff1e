using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Defaults;

/// <summary>Nothing: the template gets its defaults when a run is created from it, so that a new default reaches old schedules.</summary>
public static class ScheduledSparkApplicationDefaults
{
    public static ScheduledSparkApplication Apply(ScheduledSparkApplication schedule) => schedule;
}

/// <summary>Nothing: a Connect server names what it needs, or Spark's own defaults hold.</summary>
public static class SparkConnectDefaults
{
    public static SparkConnect Apply(SparkConnect connect) => connect;
}
