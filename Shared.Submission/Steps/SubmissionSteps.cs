using System.Collections.Immutable;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>One feature of a driver.</summary>
/// <param name="Name">What it does.</param>
/// <param name="SparkClass">The class of Spark that does the same, in <c>org.apache.spark.deploy.k8s.features</c>.</param>
/// <param name="Apply">Pure; problems go to the context's error list.</param>
/// <param name="Only">The releases that have it; null means all.</param>
internal sealed record SubmissionStep(
    string Name, string SparkClass, Func<DriverDraft, StepContext, DriverDraft> Apply, SparkFeature? Only = null);

/// <summary>All steps, in Spark's order. Source: <c>KubernetesDriverBuilder</c>.</summary>
internal static class SubmissionSteps
{
    private const string Package = "org.apache.spark.deploy.k8s.features.";

    // Order is contract: it decides the order of environment, volumes and companions, and which property wins.
    public static readonly ImmutableArray<SubmissionStep> InOrder =
    [
        new("basic driver", "BasicDriverFeatureStep", BasicDriver.Apply),
        new("API credentials", "DriverKubernetesCredentialsFeatureStep", DriverCredentials.Apply),
        new("driver service", "DriverServiceFeatureStep", DriverService.Apply),
        new("network policy", "NetworkPolicyFeatureStep", ExecutorNetworkPolicy.Apply, SparkFeatures.NetworkPolicy),
        new("mounted secrets", "MountSecretsFeatureStep", MountSecrets.Apply),
        new("secrets in the environment", "EnvSecretsFeatureStep", EnvSecrets.Apply),
        new("mounted volumes", "MountVolumesFeatureStep", MountVolumes.Apply),
        new("driver command", "DriverCommandFeatureStep", DriverCommand.Apply),
        new("Hadoop configuration", "HadoopConfDriverFeatureStep", HadoopConf.Apply),
        new("Kerberos", "KerberosConfDriverFeatureStep", Kerberos.Apply),
        new("executor template", "PodTemplateConfigMapStep", ExecutorTemplateConfigMap.Apply),
        new("local directories", "LocalDirsFeatureStep", LocalDirectories.Apply),
    ];

    public static DriverDraft Run(DriverDraft draft, StepContext context)
    {
        const string userSteps = "spark.kubernetes.driver.pod.featureSteps";
        if (context.Conf.List(userSteps) is { Count: > 0 } classes)
            context.Errors.NeedsJvm(userSteps, $"'{string.Join(',', classes)}' are classes that only a JVM can run.");

        IReadOnlyList<string> excluded = context.Release.Has(SparkFeatures.ExcludedSteps)
            ? context.Conf.List("spark.kubernetes.driver.pod.excludedFeatureSteps")
            : [];

        foreach (var step in InOrder)
        {
            if (step.Only is not null && !context.Release.Has(step.Only))
                continue;

            if (excluded.Contains(Package + step.SparkClass))
                CheckOnly(step, draft, context);
            else
                draft = step.Apply(draft, context);
        }

        return draft;
    }

    // Spark builds a step before it leaves it out, and the step checks its settings as it is built.
    private static void CheckOnly(SubmissionStep step, DriverDraft draft, StepContext context)
    {
        var found = new ErrorList();
        _ = step.Apply(draft, context with { Errors = found });
        foreach (var error in found.All.Where(error => !error.NeedsSubmitterJob))
            context.Errors.Add(error);
    }
}
