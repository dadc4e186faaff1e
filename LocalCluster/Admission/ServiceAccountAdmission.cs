using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Admission;

/// <summary>A pod runs under an account that exists, with that account's token and pull secrets.</summary>
internal static class ServiceAccountAdmission
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static Func<AdmissionContext, CancellationToken, Task> For(Cluster cluster) => (context, _) =>
    {
        if (context.Kind is not { Group: "", Plural: "pods" } || context.Subresource.Length > 0 || context.Operation is not "CREATE" || context.Object?.ObjectAt("spec") is not { } spec)
            return Task.CompletedTask;

        var name = spec.TextAt("serviceAccountName") is { Length: > 0 } named ? named : "default";
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;
        var account = cluster.Store.Find(new ObjectKey("serviceaccounts", context.Namespace, name))?.ToJson()
            ?? throw Refusals.Forbidden(context.Kind, context.Name,
                $"error looking up service account {context.Namespace}/{name}: serviceaccount \"{name}\" not found");

        if (spec.ListAt("imagePullSecrets") is not { Count: > 0 } && account.ListAt("imagePullSecrets") is { Count: > 0 } secrets)
            spec["imagePullSecrets"] = secrets.DeepClone();
        if (spec.FlagAt("automountServiceAccountToken") ?? account.FlagAt("automountServiceAccountToken") ?? true)
            MountToken(spec, $"kube-api-access-{cluster.Identities.Suffix()}");
        return Task.CompletedTask;
    };

    private static void MountToken(JsonObject spec, string volumeName)
    {
        var isUsed = false;
        foreach (var container in spec["initContainers"].Objects().Concat(spec["containers"].Objects()))
        {
            // Who mounts something there himself keeps it.
            if (container["volumeMounts"].Objects().Any(mount => mount.TextAt("mountPath") == MountPath))
                continue;
            if (container["volumeMounts"] is not JsonArray mounts)
                container["volumeMounts"] = mounts = [];
            mounts.Add((JsonNode)new JsonObject { ["name"] = volumeName, ["readOnly"] = true, ["mountPath"] = MountPath });
            isUsed = true;
        }

        if (!isUsed)
            return;
        if (spec["volumes"] is not JsonArray volumes)
            spec["volumes"] = volumes = [];
        volumes.Add((JsonNode)new JsonObject
        {
            ["name"] = volumeName,
            ["projected"] = new JsonObject
            {
                ["sources"] = new JsonArray(
                    new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = 3607, ["path"] = "token" } },
                    new JsonObject
                    {
                        ["configMap"] = new JsonObject { ["name"] = "kube-root-ca.crt", ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }) },
                    },
                    new JsonObject
                    {
                        ["downwardAPI"] = new JsonObject
                        {
                            ["items"] = new JsonArray(new JsonObject
                            {
                                ["path"] = "namespace",
                                ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                            }),
                        },
                    }),
                ["defaultMode"] = 420,
            },
        });
    }
}
