using System.Text.Json;
using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Contracts.Serialization;
using Shared.Submission;
using Shared.Submission.Arguments;
using Shared.Submission.Preparation;
using Shared.Submission.SparkSubmit;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>operator</c> and <c>operator-gated</c>: the stored application to the arguments and pod templates of spark-submit.</summary>
internal sealed class OperatorArgumentsAdapter(SubmissionOptions switches) : IGoldenAdapter
{
    private const string SubmissionId = "7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e";

    /// <summary>The switches of the recorded operator; see the README of the set.</summary>
    public static SubmissionOptions Recorded { get; } = new()
    {
        ApiServer = "https://10.96.0.1:443",
        IngressUrlFormat = "{{$appName}}.ingress.example.com/{{$appNamespace}}",
        BatchSchedulers = true,
        KubeSchedulerNames = ["default-scheduler"],
        IngressClassName = "nginx",
        EnableDriverDisruptionBudget = true,
    };

    public static SubmissionOptions RecordedGated { get; } = Recorded with
    {
        IngressUrlFormat = "https://spark.example.com/{{$appNamespace}}/{{$appName}}",
        DefaultBatchScheduler = "yunikorn",
        LoadSparkDefaults = true,
        IngressClassName = null,
        IngressTls = [JsonDocument.Parse("""{"hosts": ["*.example.com"], "secretName": "wild"}""").RootElement],
        IngressAnnotations = new Dictionary<string, string> { ["cert-manager.io/cluster-issuer"] = "le" },
    };

    public IEnumerable<Finding> Run(GoldenSet set) =>
        from @case in set.Cases
        let json = @case.Json()
        where json["submission"] is JsonObject
        let recorded = json["submission"]!.AsObject()
        let answer = new Lazy<(SparkSubmitArguments? Arguments, IReadOnlyList<SubmissionError> Errors)>(() => Answer(json, recorded))
        from finding in new[]
        {
            Finding.Of(@case.Name, "conf", null, json["manifest"]!, () => Answered(answer.Value, arguments =>
                SubmitArguments.Compare(recorded, Json(arguments), Tokens()))),
            Finding.Of(@case.Name, "templates", null, json["manifest"]!, () => Answered(answer.Value, arguments =>
                [.. Template(recorded, "driver", arguments), .. Template(recorded, "executor", arguments)])),
        }
        select finding;

    private (SparkSubmitArguments? Arguments, IReadOnlyList<SubmissionError> Errors) Answer(JsonObject json, JsonObject recorded)
    {
        var application = RecordedApplication.Of(json, recorded);
        var (prepared, errors) = ApplicationPreparation.Apply(application, switches);
        return errors.Count > 0 ? (null, errors) : OperatorArguments.Of(prepared, SubmissionId, switches);
    }

    private static IReadOnlyList<Difference> Answered(
        (SparkSubmitArguments? Arguments, IReadOnlyList<SubmissionError> Errors) answer, Func<SparkSubmitArguments, IReadOnlyList<Difference>> compare) =>
        answer.Arguments is { } arguments ? compare(arguments) : [new("$", "accepted", string.Join("; ", answer.Errors))];

    private static IEnumerable<Difference> Template(JsonObject recorded, string role, SparkSubmitArguments arguments)
    {
        var path = arguments.Conf.Last(pair => pair.Key == $"spark.kubernetes.{role}.podTemplateFile").Value;
        if (!arguments.Templates[path].TryRead(out var pod, out var problem))
            return [new($"$.{role}", "accepted", problem)];
        return SemanticComparer.Objects(recorded["templates"]![role], ContractsJson.ToNode(pod), Tokens())
            .Select(inside => inside with { Path = $"$.{role}{inside.Path[1..]}" });
    }

    private static JsonObject Json(SparkSubmitArguments arguments) => new()
    {
        ["flags"] = new JsonArray([.. arguments.Flags.Select(flag => flag.Value is null ? new JsonArray(flag.Key) : new JsonArray(flag.Key, flag.Value))]),
        ["conf"] = new JsonArray([.. arguments.Conf.Select(pair => new JsonArray(pair.Key, pair.Value))]),
        ["main"] = arguments.MainResource,
        ["arguments"] = new JsonArray([.. arguments.Arguments.Select(argument => JsonValue.Create(argument))]),
    };

    private static Tokens Tokens() => new Tokens().With("submission-id", SubmissionId);
}
