using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary><c>spark.kubernetes.driver.secretKeyRef.NAME=secret:key</c> becomes a variable. Source: <c>EnvSecretsFeatureStep</c>.</summary>
internal static class EnvSecrets
{
    public static DriverDraft Apply(DriverDraft draft, StepContext context) => draft.WithEnv(Of(context, "driver"));

    public static IReadOnlyList<EnvVar> Of(StepContext context, string role)
    {
        var prefix = $"spark.kubernetes.{role}.secretKeyRef.";
        var variables = new List<EnvVar>();
        foreach (var (name, reference) in context.Conf.WithPrefix(prefix))
        {
            if (reference.Split(':') is [var secret, var key])
                variables.Add(new EnvVar { Name = name, ValueFrom = new EnvVarSource { SecretKeyRef = new KeySelector { Name = secret, Key = key } } });
            else
                context.Errors.Add(prefix + name, $"'{reference}' does not name a key of a Secret; write secret:key.");
        }

        return variables;
    }
}
