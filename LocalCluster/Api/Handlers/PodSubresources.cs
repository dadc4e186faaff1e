using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>What can be done to a pod beside writing it: binding, eviction, ephemeral containers; and what is politely refused.</summary>
internal sealed class PodSubresources(Cluster cluster, AdmissionSteps admission, Deletions deletions)
{
    public async Task<WriteOutcome> BindAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var binding = BodyDecoding.Decode(request, BindingKind);
        binding.Ensure("metadata").Default("namespace", target.Namespace!);
        if (binding.TextAt("target", "kind") is { } other and not ("Node" or ""))
            throw Refusals.Of(500, "InternalError", $"Internal error occurred: invalid target kind \"{other}\"");
        if (binding.TextAt("target", "name") is not { Length: > 0 } node)
            throw Refusals.Invalid(BindingKind, target.Name!, [Cause.Required("target.name")]);
        await AdmitAsync(request, kind, target, "binding", binding, cancellationToken);
        Change(kind, target, request.IsDryRun, pod => Bind(pod, node, binding));
        return Success(201);
    }

    public async Task<WriteOutcome> EvictAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var eviction = BodyDecoding.Decode(request, EvictionKind);
        eviction.Ensure("metadata").Default("namespace", target.Namespace!);
        var stored = cluster.Store.Find(WriteSupport.Key(kind, target, target.Name!)) ?? throw Refusals.NotFound(kind, target.Name!);
        await AdmitAsync(request, kind, target, "eviction", eviction, cancellationToken);
        CheckBudgets(stored);
        if (!request.IsDryRun)
        {
            Change(kind, target, isDryRun: false, pod => SetCondition(pod, "DisruptionTarget", "EvictionByEvictionAPI", "Eviction API: evicting"));
            var grace = eviction.NumberAt("deleteOptions", "gracePeriodSeconds");
            deletions.DeleteAdmitted(kind, target, new DeleteOptions(grace, null, null, null, false));
        }

        return Success(201);
    }

    private static readonly ResourceKind BindingKind = new("", "v1", "bindings", "Binding", true);
    private static readonly ResourceKind EvictionKind = new("policy", "v1", "evictions", "Eviction", true);

    private static WriteOutcome Success(int code) => new(code,
        new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = code }, isStatus: true);

    private void Bind(JsonObject pod, string node, JsonObject binding)
    {
        var spec = pod.Ensure("spec");
        var name = pod.TextAt("metadata", "name");
        var kind = cluster.Kinds.Find("", "v1", "pods")!;
        if (pod.TextAt("metadata", "deletionTimestamp") is not null)
            throw Refusals.Conflict(kind.With("pods", "binding"), name!, $"pod {name} is being deleted, cannot be assigned to a host");
        if (spec.TextAt("nodeName") is { Length: > 0 } present)
            throw Refusals.Conflict(kind.With("pods", "binding"), name!, $"pod {name} is already assigned to node \"{present}\"");
        if (spec.ListAt("schedulingGates") is { Count: > 0 })
            throw Refusals.Conflict(kind.With("pods", "binding"), name!, $"pod {name} has non-empty .spec.schedulingGates");
        spec["nodeName"] = node;
        foreach (var (key, value) in binding.ObjectAt("metadata", "annotations") ?? [])
            pod.Ensure("metadata").Ensure("annotations")[key] = value?.DeepClone();
        SetCondition(pod, "PodScheduled", null, null);
    }

    // Budgets as the disruption controller left them: not observed yet means nobody knows, so wait.
    private void CheckBudgets(StoredObject pod)
    {
        foreach (var stored in cluster.Store.Read("poddisruptionbudgets.policy").Objects(pod.Key.Namespace))
        {
            var budget = stored.ToJson();
            if (!LabelSelectors.FromObject(budget.ObjectAt("spec", "selector")).All(requirement => requirement.Matches(pod.Labels)))
                continue;
            var isObserved = budget.NumberAt("status", "observedGeneration") >= budget.NumberAt("metadata", "generation");
            if (isObserved && budget.NumberAt("status", "disruptionsAllowed") > 0)
                continue;
            var refusal = Refusals.Of(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject
                {
                    ["reason"] = "DisruptionBudget",
                    ["message"] = isObserved
                        ? $"The disruption budget {stored.Key.Name} needs {budget.NumberAt("status", "desiredHealthy")} healthy pods and has {budget.NumberAt("status", "currentHealthy")} currently"
                        : $"The disruption budget {stored.Key.Name} is still being processed by the server.",
                }),
            });
            if (!isObserved)
            {
                refusal.Status["details"]!["retryAfterSeconds"] = 10;
                refusal.Headers["Retry-After"] = "10";
            }

            throw refusal;
        }
    }

    private void SetCondition(JsonObject pod, string type, string? reason, string? message)
    {
        var status = pod.Ensure("status");
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        if (conditions.Objects().FirstOrDefault(c => c.TextAt("type") == type) is { } old)
            _ = conditions.Remove(old);
        var condition = new JsonObject { ["type"] = type, ["status"] = "True", ["lastProbeTime"] = null, ["lastTransitionTime"] = cluster.Now };
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        conditions.Add((JsonNode)condition);
    }

    private void Change(ResourceKind kind, RequestTarget target, bool isDryRun, Action<JsonObject> change)
    {
        var key = WriteSupport.Key(kind, target, target.Name!);
        while (true)
        {
            var stored = cluster.Store.Find(key) ?? throw Refusals.NotFound(kind, target.Name!);
            var pod = stored.ToJson();
            change(pod);
            if (isDryRun || WriteSupport.Store(cluster, kind, key, stored, pod) is not null)
                return;
        }
    }

    private async Task AdmitAsync(ApiRequest request, ResourceKind kind, RequestTarget target, string subresource, JsonObject body, CancellationToken cancellationToken)
    {
        var context = new AdmissionContext
        {
            Request = request,
            Kind = kind,
            Operation = "CREATE",
            Namespace = target.Namespace!,
            Name = target.Name!,
            Subresource = subresource,
            Object = body,
            IsDryRun = request.IsDryRun,
            Options = WriteSupport.Options("CreateOptions", request),
            Normalize = _ => { },
        };
        await AdmissionSteps.RunAsync(admission.Mutating, context, cancellationToken);
        await AdmissionSteps.RunAsync(admission.Validating, context, cancellationToken);
    }
}
