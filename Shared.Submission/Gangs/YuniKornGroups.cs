using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.Preparation;
using Shared.Submission.Rendering;

namespace Shared.Submission.Gangs;

/// <summary>YuniKorn's task groups, as annotations. Source: <c>controller.md</c> 2.7.4.</summary>
internal static class YuniKornGroups
{
    private const string DriverGroup = "spark-driver";
    private const string ExecutorGroup = "spark-executor";

    public static SparkApplication Apply(SparkApplication application, ErrorList errors)
    {
        var spec = application.Spec ?? new SparkApplicationSpec();
        var driver = spec.Driver ?? new DriverSpec();
        var executor = spec.Executor ?? new ExecutorSpec();
        var executors = GangSize.InitialExecutors(spec);

        if (spec.BatchSchedulerOptions?.Queue is { Length: > 0 } queue)
        {
            // A label map that did not exist does not show in the group: upstream's quirk, kept because the annotation is compared.
            driver = driver with { Labels = driver.Labels.Plus((Labels.YuniKornQueue, queue)) };
            executor = executor with { Labels = executor.Labels.Plus((Labels.YuniKornQueue, queue)) };
        }

        var groups = new JsonArray(Group(DriverGroup, 1, spec, driver, spec.Driver?.Labels is null ? null : driver.Labels, YuniKornMemory.OfDriver(spec, errors), "spec.driver", errors));
        var executorGroup = Group(ExecutorGroup, executors, spec, executor, spec.Executor?.Labels is null ? null : executor.Labels, YuniKornMemory.OfExecutor(spec, errors), "spec.executor", errors);
        if (executors > 0)
            groups.Add((JsonNode)executorGroup);

        var text = PlainJson.Text(groups);
        return application
            .WithDriver(_ => driver with
            {
                Annotations = driver.Annotations.Plus((Annotations.YuniKornTaskGroupName, DriverGroup), (Annotations.YuniKornTaskGroups, text)),
            })
            .WithExecutor(_ => executor with { Annotations = executor.Annotations.Plus((Annotations.YuniKornTaskGroupName, ExecutorGroup)) });
    }

    private static JsonObject Group(
        string name, int members, SparkApplicationSpec spec, SparkPodSpec pod, IReadOnlyDictionary<string, string>? labels, string memory, string path, ErrorList errors)
    {
        var cpu = pod.CoreRequest ?? (pod.Cores ?? 1).ToString(CultureInfo.InvariantCulture);
        if (!new Quantity(cpu).TryGetValue(out _))
            errors.Add($"{path}.coreRequest", $"'{cpu}' is not an amount of CPU; write cores such as '2' or '500m'.");

        var group = new JsonObject
        {
            ["name"] = name,
            ["minMember"] = members,
            ["minResource"] = new JsonObject { ["cpu"] = cpu, ["memory"] = memory },
        };

        Add("nodeSelector", Map(spec.NodeSelector.Plus([.. pod.NodeSelector.OrEmpty().Select(entry => (entry.Key, entry.Value))])));
        Add("tolerations", pod.Tolerations is { Count: > 0 } ? new JsonArray([.. pod.Tolerations.Select(ContractsJson.ToNode)]) : null);
        Add("affinity", pod.Affinity is { } affinity ? AffinityText.Of(affinity) : null);
        Add("labels", Map(labels));
        return group;

        void Add(string key, JsonNode? value)
        {
            if (value is not (null or JsonObject { Count: 0 }))
                group[key] = value;
        }
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string>? map) =>
        new(map.OrEmpty().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
}
