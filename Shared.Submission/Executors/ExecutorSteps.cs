using System.Collections.Immutable;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>One feature of an executor.</summary>
internal sealed record ExecutorStep(string Name, string SparkClass, Func<DriverDraft, ExecutorContext, DriverDraft> Apply, SparkFeature? Only = null);

/// <summary>All steps, in Spark's order. Source: <c>KubernetesExecutorBuilder</c>.</summary>
internal static class ExecutorSteps
{
    private const string Package = "org.apache.spark.deploy.k8s.features.";

    public static readonly ImmutableArray<ExecutorStep> InOrder =
    [
        new("basic executor", "BasicExecutorFeatureStep", BasicExecutor.Apply),
        new("service account", "ExecutorKubernetesCredentialsFeatureStep", ServiceAccount),
        new("mounted secrets", "MountSecretsFeatureStep", (draft, context) =>
            MountSecrets.Of(context.Steps, "executor").Aggregate(draft, (pod, secret) => pod.WithVolume(secret.Volume, secret.Mount))),
        new("secrets in the environment", "EnvSecretsFeatureStep", (draft, context) => draft.WithEnv(EnvSecrets.Of(context.Steps, "executor"))),
        new("mounted volumes", "MountVolumesFeatureStep", ExecutorVolumes.Apply),
        new("Hadoop configuration", "HadoopConfExecutorFeatureStep", Hadoop, SparkFeatures.HadoopConfigMapForExecutors),
        new("local directories", "LocalDirsFeatureStep", (draft, context) => LocalDirectories.Apply(draft, context.Steps)),
    ];

    public static DriverDraft Run(DriverDraft draft, ExecutorContext context)
    {
        const string userSteps = "spark.kubernetes.executor.pod.featureSteps";
        if (context.Steps.Conf.List(userSteps) is { Count: > 0 } classes)
            context.Steps.Errors.NeedsJvm(userSteps, $"'{string.Join(',', classes)}' are classes that only a JVM can run.");

        IReadOnlyList<string> excluded = context.Steps.Release.Has(SparkFeatures.ExcludedSteps)
            ? context.Steps.Conf.List("spark.kubernetes.executor.pod.excludedFeatureSteps")
            : [];

        return InOrder
            .Where(step => (step.Only is null || context.Steps.Release.Has(step.Only)) && !excluded.Contains(Package + step.SparkClass))
            .Aggregate(draft, (current, step) => step.Apply(current, context));
    }

    // The template's old name of the field counts, its new name does not: Spark looks at the old one only.
    private static DriverDraft ServiceAccount(DriverDraft draft, ExecutorContext context)
    {
        const string prefix = "spark.kubernetes.authenticate.";
        var account = context.Steps.Conf.Text(prefix + "executor.serviceAccountName") ?? context.Steps.Conf.Text(prefix + "driver.serviceAccountName");
        return account is null || draft.Pod.Spec!.ServiceAccount is { Length: > 0 }
            ? draft
            : draft with { Pod = draft.Pod with { Spec = draft.Pod.Spec with { ServiceAccount = account, ServiceAccountName = account } } };
    }

    private static DriverDraft Hadoop(DriverDraft draft, ExecutorContext context) =>
        context.Steps.Conf.Text("spark.kubernetes.executor.hadoopConfigMapName") is { } configMap
            ? draft.WithVolume(HadoopConf.Volume(configMap), HadoopConf.Mount).WithEnv(HadoopConf.Variable)
            : draft;
}
