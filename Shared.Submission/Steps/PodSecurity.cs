using Shared.Contracts.Core;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>From Spark 4.3 every main container says whether it may gain privileges; the template's word does not count.</summary>
internal static class PodSecurity
{
    public static SecurityContext? Of(SecurityContext? template, StepContext context, string role)
    {
        if (!context.Release.Has(SparkFeatures.PrivilegeEscalation))
            return template;

        return (template ?? new SecurityContext()) with
        {
            AllowPrivilegeEscalation =
                context.Conf.Flag($"spark.kubernetes.{role}.securityContext.allowPrivilegeEscalation")
                ?? context.Conf.Flag("spark.kubernetes.securityContext.allowPrivilegeEscalation")
                ?? false,
        };
    }
}
