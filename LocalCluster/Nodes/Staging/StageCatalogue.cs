using System.Collections.Frozen;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Spark.Submitting;

namespace LocalCluster.Nodes.Staging;

/// <summary>All stages, and which of them a pod goes through.</summary>
internal sealed class StageCatalogue(IEnumerable<PodStage> stages)
{
    public const string StageAnnotation = "local.cluster/stage";
    public const string StartAfterAnnotation = "local.cluster/start-after";
    public const string RunForAnnotation = "local.cluster/run-for";
    public const string ExitCodeAnnotation = "local.cluster/exit-code";
    public const string StopAfterAnnotation = "local.cluster/stop-after";
    public const string LogAnnotation = "local.cluster/log";
    public const string ExecutorsWantedAnnotation = "local.cluster/executors-wanted";

    private const int LargestExitCode = 255;
    private const int MostExecutors = 1000;

    // Read when the first pod comes: the files are YAML, and reading them would hold up every start.
    private readonly Lazy<FrozenDictionary<string, PodStage>> _stages = new(() => stages.ToFrozenDictionary(stage => stage.Name));

    /// <summary>The stages that come with the program.</summary>
    public static StageCatalogue BuiltIn { get; } = new(Embedded());

    public IEnumerable<string> Names => _stages.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The stage of a pod, or what is wrong with its annotations.</summary>
    public (PodStage? Stage, string? Problem) For(JsonObject pod)
    {
        var annotations = pod.ObjectAt("metadata", "annotations");
        var byRole = _stages.Value[ByRole(pod)];
        var stage = byRole;
        if (annotations.TextAt(StageAnnotation) is { } name)
        {
            if (!_stages.Value.TryGetValue(name, out var chosen))
                return (null, $"annotation {StageAnnotation} is '{name}'; known stages: {string.Join(", ", Names)}.");
            stage = chosen with { RunFor = chosen.RunFor ?? byRole.RunFor };
        }

        if (Duration(StartAfterAnnotation, out var startAfter) is { } badStart)
            return (null, badStart);
        if (Duration(RunForAnnotation, out var runFor) is { } badRun)
            return (null, badRun);
        if (Duration(StopAfterAnnotation, out var stopAfter) is { } badStop)
            return (null, badStop);
        var codes = stage.ExitCodes;
        if (annotations.TextAt(ExitCodeAnnotation) is { } text)
        {
            if (StageReading.Numbers(text, LargestExitCode) is not { } parsed)
                return (null, $"annotation {ExitCodeAnnotation} is '{text}'; write exit codes from 0 to {LargestExitCode}, such as '1' or '1,1,0'.");
            codes = parsed;
        }

        var wanted = stage.ExecutorsWanted;
        if (annotations.TextAt(ExecutorsWantedAnnotation) is { } counts)
        {
            if (StageReading.Numbers(counts, MostExecutors) is not { } parsed)
                return (null, $"annotation {ExecutorsWantedAnnotation} is '{counts}'; write numbers from 0 to {MostExecutors}, such as '5' or '5,1'.");
            wanted = parsed;
        }

        return (stage with
        {
            StartAfter = startAfter ?? stage.StartAfter,
            RunFor = runFor ?? stage.RunFor,
            StopAfter = stopAfter ?? stage.StopAfter,
            ExitCodes = codes,
            ExecutorsWanted = wanted,
            Log = annotations.TextAt(LogAnnotation) is { } log ? [.. log.TrimEnd().Split('\n')] : stage.Log,
        }, null);

        string? Duration(string annotation, out TimeSpan? duration)
        {
            var text = annotations.TextAt(annotation);
            duration = text is null ? null : Durations.Parse(text);
            return text is null || duration is not null ? null : $"annotation {annotation} is '{text}'; write a duration such as 200ms, 2s or forever.";
        }
    }

    private static string ByRole(JsonObject pod) => (pod.TextAt("metadata", "labels", "spark-role"), pod.TextAt("spec", "restartPolicy")) switch
    {
        ("driver", _) => "spark-driver",
        ("executor", _) => "spark-executor",
        ("connect-server", _) => "spark-connect-server",
        _ when SparkSubmitProcess.IsInPod(pod) => "spark-submit",
        (_, "Never" or "OnFailure") => "job",
        _ => "service",
    };

    private static IEnumerable<PodStage> Embedded()
    {
        const string Prefix = "stages/";
        var assembly = typeof(StageCatalogue).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return StageReading.Read(resource[Prefix.Length..^".yaml".Length], reader.ReadToEnd());
        }
    }
}
