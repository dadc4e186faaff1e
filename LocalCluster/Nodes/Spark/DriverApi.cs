using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>A call of a driver that the API server refused, so that the driver cannot go on.</summary>
internal sealed class DriverRefusedException(string what, ApiAnswer answer) : Exception($"{what}: {answer.Message()}")
{
    public DriverRefusedException() : this("call", new ApiAnswer(0, new JsonObject())) { }
}

/// <summary>What a driver asks of the API server, in the name of its own service account, so that missing rights show as in life.</summary>
internal sealed class DriverApi(IClusterApi api, TimeProvider clock, SparkApplicationFacts facts, Action<string> print)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly UserInfo _user = UserInfo.ServiceAccount(facts.DriverPod.TextAt("metadata", "namespace") ?? "default", facts.ServiceAccount);

    private string Root => $"/api/v1/namespaces/{facts.Namespace}";

    public Task<JsonNode> GetOwnPodAsync(CancellationToken cancellationToken) =>
        RequireAsync("reading the driver's own pod", () => api.GetAsync($"{Root}/pods/{facts.DriverName}", cancellationToken, _user), cancellationToken);

    public Task CreateConfigMapAsync(JsonObject configMap, CancellationToken cancellationToken) =>
        RequireAsync("creating the executors' ConfigMap", () => api.PostAsync($"{Root}/configmaps", configMap, cancellationToken, _user), cancellationToken);

    public async Task CreateExecutorAsync(ExecutorDraft draft, CancellationToken cancellationToken)
    {
        var name = draft.Pod.TextAt("metadata", "name");
        var pod = await RequireAsync($"creating executor pod {name}", () => api.PostAsync($"{Root}/pods", draft.Pod, cancellationToken, _user), cancellationToken);
        var owner = facts.Conf.Flag("spark.kubernetes.driver.ownPersistentVolumeClaim", otherwise: true) ? facts.OwnedByDriver() : SparkApplicationFacts.OwnedBy(pod);
        foreach (var claim in draft.Claims)
        {
            claim.Ensure("metadata")["ownerReferences"] = new JsonArray(owner.DeepClone());
            _ = await RequireAsync($"creating a volume claim of {name}", () => api.PostAsync($"{Root}/persistentvolumeclaims", claim, cancellationToken, _user), cancellationToken);
        }
    }

    public Task DeletePodAsync(string name, string? uid, CancellationToken cancellationToken) =>
        TryAsync($"deleting executor pod {name}", () => api.DeleteAsync($"{Root}/pods/{name}", uid, cancellationToken, user: _user));

    /// <summary>The executors of this application, followed.</summary>
    public IAsyncEnumerable<WatchEvent> FollowExecutorsAsync(CancellationToken cancellationToken) =>
        api.FollowAsync($"{Root}/pods?labelSelector={Selector(true)}", clock, cancellationToken, _user);

    /// <summary>Deletes what the application made, as Spark does at its end. What it may not delete stays, with a warning.</summary>
    public async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        if (facts.Conf.Flag("spark.kubernetes.driver.service.deleteOnTermination", otherwise: true))
            await DeleteAllAsync("services", false, cancellationToken);
        await DeleteAllAsync("persistentvolumeclaims", false, cancellationToken);
        if (facts.Conf.Flag("spark.kubernetes.executor.deleteOnTermination", otherwise: true))
            await DeleteAllAsync("pods", true, cancellationToken);
        if (facts.HasConfigMap)
            await DeleteAllAsync("configmaps", true, cancellationToken);
    }

    private Task DeleteAllAsync(string plural, bool executorsOnly, CancellationToken cancellationToken) =>
        TryAsync($"deleting {plural}", () => api.SendAsync(new ApiCall("DELETE", $"{Root}/{plural}?labelSelector={Selector(executorsOnly)}", _user), cancellationToken));

    private string Selector(bool executorsOnly) =>
        Uri.EscapeDataString($"spark-app-selector={facts.AppId}{(executorsOnly ? ",spark-role=executor" : "")}");

    /// <summary>Repeats what may pass (conflicts, overload, server errors); a refusal for good ends the driver.</summary>
    private async Task<JsonNode> RequireAsync(string what, Func<Task<ApiAnswer>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await call();
            if (answer.Succeeded() || answer.Body.TextAt("reason") is "AlreadyExists")
                return answer.Body;
            if (answer.Status is not (409 or 429 or >= 500) && !IsQuota(answer))
                throw new DriverRefusedException(what, answer);
            print($"WARN {what}: {answer.Message()}; trying again.");
            await Task.Delay(RetryDelay, clock, cancellationToken);
        }
    }

    private static bool IsQuota(ApiAnswer answer) => answer.Status is 403 && answer.Message().Contains("exceeded quota", StringComparison.Ordinal);

    private async Task TryAsync(string what, Func<Task<ApiAnswer>> call)
    {
        var answer = await call();
        if (!answer.Succeeded() && answer.Status is not 404)
            print($"WARN {what}: {answer.Message()}");
    }
}
