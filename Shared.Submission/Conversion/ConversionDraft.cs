using Shared.Admission.Validation;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkSubmit;
using Shared.Submission.Steps;

namespace Shared.Submission.Conversion;

/// <summary>A specification in the making.</summary>
/// <param name="Spec">So far.</param>
/// <param name="Kept">The settings that it is to bring about.</param>
/// <param name="Lost">Those that it cannot.</param>
internal sealed record ConversionDraft(SparkApplicationSpec Spec, IReadOnlyDictionary<string, string> Kept, IReadOnlyList<LostSetting> Lost)
{
    /// <summary>What the operator says itself for every application, or what each submission draws anew.</summary>
    private static readonly HashSet<string> Implied = new(StringComparer.Ordinal)
    {
        SparkConfKeys.Master, SparkConfKeys.DeployMode, SparkConfKeys.AppName, SparkConfKeys.Namespace, SparkConfKeys.WaitAppCompletion, SparkConfKeys.SubmitTime,
        SparkConfKeys.DriverHost, SparkConfKeys.DriverPodTemplateFile, SparkConfKeys.ExecutorPodTemplateFile, SparkConfKeys.DriverPodTemplateContainerName,
        SparkConfKeys.ExecutorPodTemplateContainerName,
    };

    /// <summary>Settings that steer the submitter alone.</summary>
    private static readonly string[] OfSubmitter =
    [
        "spark.kubernetes.context", "spark.kubernetes.report.interval", "spark.kubernetes.submission.", "spark.kubernetes.trust.certificates",
        "spark.kubernetes.authenticate.submission.", "spark.kubernetes.file.upload.path", "spark.kubernetes.appKillPodDeletionGracePeriod",
    ];

    /// <param name="context">What was asked for.</param>
    /// <param name="settings">All of it, by key.</param>
    /// <param name="problems">What only real spark-submit could do.</param>
    public static ConversionDraft Of(StepContext context, IReadOnlyDictionary<string, string> settings, IReadOnlyList<SubmissionError> problems)
    {
        var spec = Start(context);
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        var sparkConf = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<LostSetting> lost = [.. OfDisk(context), .. problems.Select(problem => new LostSetting(problem.Path, problem.Message))];

        foreach (var (key, value) in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            if (Implied.Contains(key) || key.Contains($".label.{Labels.Prefix}", StringComparison.Ordinal))
                continue;

            if (Submitter(key) is { } submitter)
                lost.Add(submitter);
            else if (lost.Find(item => item.What == key) is null || SettingFields.ByKey.ContainsKey(key))
            {
                var remaining = DependencyLists.IsList(key) ? DependencyLists.WithoutLocal(value) : value;
                if ((SettingFields.ByKey.TryGetValue(key, out var set) ? set(spec, remaining) : FamilyFields.Apply(spec, key, remaining)) is { } changed)
                    spec = changed;
                else if (SparkConfRules.Judge("spec.sparkConf", key, remaining, context.Namespace) is { } refusal)
                {
                    lost.Add(new(key, refusal.Message));
                    continue;
                }
                else
                    sparkConf[key] = remaining;

                kept[key] = remaining;
            }
        }

        spec = ConvertedAllocation.Apply(spec, sparkConf);
        return new ConversionDraft(spec with { SparkConf = sparkConf.Count == 0 ? null : sparkConf }, kept, lost);
    }

    private static SparkApplicationSpec Start(StepContext context) => new()
    {
        Type = context.Application.Type switch
        {
            ResourceType.Python => ApplicationTypes.Python,
            ResourceType.R => ApplicationTypes.R,
            _ => ApplicationTypes.Java,
        },
        Mode = DeployModes.Cluster,
        SparkVersion = context.Release.Label,
        MainClass = context.Application.Type is ResourceType.Java ? context.Application.MainClass : null,
        MainApplicationFile = context.Application.Resource,
        Arguments = context.Application.Arguments is { Count: > 0 } arguments ? arguments : null,
        ProxyUser = context.Application.ProxyUser,
        RestartPolicy = new RestartPolicy { Type = RestartPolicyTypes.Never },
        Driver = new DriverSpec(),
        Executor = new ExecutorSpec(),
    };

    private static LostSetting? Submitter(string key) => OfSubmitter.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
        ? new LostSetting(key, "it steers the submitter alone, which is the operator now.")
        : null;

    /// <summary>Files that spark-submit would have copied into objects of its own.</summary>
    private static IEnumerable<LostSetting> OfDisk(StepContext context)
    {
        if (context.Arguments.Files is null)
            yield break;

        if (context.Environment.ContainsKey("HADOOP_CONF_DIR"))
            yield return new("HADOOP_CONF_DIR", "its files lie on your disk; put them into a ConfigMap and name it in spec.hadoopConfigMap.");
        foreach (var file in ConfDirectory.Load(context.Arguments.Files, context.Environment.GetValueOrDefault(ConfDirectory.Variable), ConfDirectory.LargestConfigMap).Keys)
            yield return new($"SPARK_CONF_DIR/{file}", "the file lies on your disk; put it into a ConfigMap and name it in spec.sparkConfigMap.");
        foreach (var key in (string[])["spark.kubernetes.kerberos.krb5.path", "spark.kerberos.keytab"])
        {
            if (context.Conf.Raw(key) is { } path && !path.StartsWith("local:", StringComparison.Ordinal))
                yield return new(key, "the file lies on your disk; put it into a ConfigMap or a Secret and mount that.");
        }
    }
}
