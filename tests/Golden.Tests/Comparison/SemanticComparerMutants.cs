using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Comparison;

/// <summary>Every way in which a pod can be wrong that the comparer must see; if one of them passes, the golden tests prove nothing.</summary>
public sealed class SemanticComparerMutants
{
    private const string Pod = """
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "p", "namespace": "default", "labels": {"a": "1", "empty": ""},
            "ownerReferences": [{"apiVersion": "v1", "kind": "SparkApplication", "name": "app", "uid": "u", "controller": true, "blockOwnerDeletion": true}]},
          "spec": {
            "restartPolicy": "Never", "terminationGracePeriodSeconds": 0, "automountServiceAccountToken": false, "serviceAccountName": "spark",
            "nodeSelector": {"pool": "a"}, "priorityClassName": "high", "hostNetwork": true,
            "securityContext": {"runAsUser": 0, "fsGroup": 185},
            "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "k", "operator": "In", "values": ["v"]}]}]}}},
            "tolerations": [{"key": "t", "operator": "Exists"}, {"key": "t", "operator": "Exists"}, {"key": "u", "value": "w", "effect": "NoSchedule"}],
            "initContainers": [{"name": "i1", "image": "i:1"}, {"name": "i2", "image": "i:1"}],
            "containers": [
              {"name": "main", "image": "spark:4.0.1", "args": ["driver", "--class", "C"],
               "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "$(A)-b"}, {"name": "D", "value": "x"}, {"name": "D", "value": "y"},
                       {"name": "S", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}],
               "envFrom": [{"configMapRef": {"name": "c1"}}, {"configMapRef": {"name": "c2"}}],
               "ports": [{"containerPort": 4040, "name": "ui"}, {"containerPort": 53, "protocol": "UDP"}],
               "resources": {"requests": {"cpu": "1", "memory": "512M"}, "limits": {"memory": "1Gi"}},
               "livenessProbe": {"tcpSocket": {"port": 4040}, "initialDelaySeconds": 5},
               "lifecycle": {"preStop": {"exec": {"command": ["sh"]}}},
               "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}},
               "volumeMounts": [{"name": "v", "mountPath": "/v"}, {"name": "v", "mountPath": "/v", "subPath": "s"}, {"name": "scratch", "mountPath": "/tmp", "readOnly": true}]},
              {"name": "side", "image": "side"}],
            "volumes": [{"name": "v", "configMap": {"name": "c", "defaultMode": 384, "optional": true}}, {"name": "scratch", "emptyDir": {}}, {"name": "shm", "emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}}]
          }
        }
        """;

    private const string Spec = "spec";
    private const string Main = "spec.containers[0]";

    public static TheoryData<string, string> Mutants => new()
    {
        // The four that section "Goldens and differences" of the design names.
        { $"{Main}.env[2]", "swap with next" },
        { $"{Spec}.volumes[1].emptyDir", "remove" },
        { $"{Main}.env[0]", "swap with next" },
        { $"{Main}.resources.requests.memory", "\"512m\"" },

        { $"{Spec}.tolerations[1]", "remove" },
        { $"{Spec}.tolerations[2].effect", "remove" },
        { $"{Main}.env[4].valueFrom.secretKeyRef.key", "\"other\"" },
        { $"{Main}.env[4].valueFrom", "{\"configMapKeyRef\": {\"name\": \"s\", \"key\": \"k\"}}" },
        { $"{Main}.env[4]", "{\"name\": \"S\", \"value\": \"k\"}" },
        { $"{Main}.env[3]", "remove" },
        { $"{Main}.env[0].value", "\"2\"" },
        { $"{Main}.envFrom[0]", "swap with next" },
        { $"{Main}.args[0]", "swap with next" },
        { $"{Main}.args[2]", "remove" },
        { $"{Main}.args", "remove" },
        { $"{Main}.ports[1].protocol", "remove" },
        { $"{Main}.ports[0].name", "\"web\"" },
        { $"{Main}.ports[0].hostPort", "1" },
        { $"{Main}.resources.requests.cpu", "\"1m\"" },
        { $"{Main}.resources.limits", "remove" },
        { $"{Main}.resources.limits.memory", "\"1G\"" },
        { $"{Main}.livenessProbe", "remove" },
        { $"{Main}.livenessProbe.initialDelaySeconds", "remove" },
        { $"{Main}.livenessProbe.tcpSocket", "{}" },
        { $"{Main}.lifecycle.preStop", "remove" },
        { $"{Main}.securityContext.allowPrivilegeEscalation", "remove" },
        { $"{Main}.securityContext.capabilities.drop", "[]" },
        { $"{Main}.volumeMounts[0].mountPath", "\"/w\"" },
        { $"{Main}.volumeMounts[1].subPath", "remove" },
        { $"{Main}.volumeMounts[2].readOnly", "remove" },
        { $"{Main}.volumeMounts[2].name", "\"shm\"" },
        { $"{Main}.imagePullPolicy", "\"Always\"" },
        { $"{Main}.image", "\"spark:4.0.2\"" },
        { $"{Main}.command", "[\"sh\"]" },
        { "spec.containers[1]", "remove" },
        { "spec.containers[1].name", "\"other\"" },
        { $"{Spec}.initContainers[0]", "swap with next" },
        { $"{Spec}.volumes[0].configMap.optional", "remove" },
        { $"{Spec}.volumes[0].configMap.defaultMode", "remove" },
        { $"{Spec}.volumes[1].emptyDir", "{\"medium\": \"Memory\"}" },
        { $"{Spec}.volumes[2].emptyDir.sizeLimit", "\"1G\"" },
        { $"{Spec}.volumes[2]", "remove" },
        { $"{Spec}.volumes[3]", "{\"name\": \"extra\", \"emptyDir\": {}}" },
        { $"{Spec}.volumes[3]", "{\"name\": \"scratch\", \"emptyDir\": {}}" },
        { $"{Spec}.terminationGracePeriodSeconds", "remove" },
        { $"{Spec}.automountServiceAccountToken", "remove" },
        { $"{Spec}.serviceAccountName", "remove" },
        { $"{Spec}.securityContext.runAsUser", "remove" },
        { $"{Spec}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms", "[]" },
        { $"{Spec}.affinity", "remove" },
        { $"{Spec}.nodeSelector.pool", "\"b\"" },
        { $"{Spec}.priorityClassName", "remove" },
        { $"{Spec}.restartPolicy", "remove" },
        { $"{Spec}.hostNetwork", "false" },
        { $"{Spec}.unheardOf", "true" },
        { "metadata.labels.a", "\"2\"" },
        { "metadata.labels.empty", "remove" },
        { "metadata.annotations", "{\"a\": \"b\"}" },
        { "metadata.ownerReferences[0].controller", "remove" },
        { "metadata.ownerReferences[0].uid", "\"w\"" },
        { "metadata.ownerReferences", "remove" },
        { "metadata.namespace", "\"other\"" },
        { "metadata.name", "\"q\"" },
    };

    [Theory, MemberData(nameof(Mutants))]
    public void A_mutant_is_found_in_both_directions(string path, string change)
    {
        var (original, mutant) = (JsonNode.Parse(Pod)!, JsonNode.Parse(Pod)!);
        Mutation.Apply(mutant, path, change);

        SemanticComparer.Objects(original, mutant, new Tokens()).Should().NotBeEmpty();
        SemanticComparer.Objects(mutant, original, new Tokens()).Should().NotBeEmpty();
    }

    public static TheoryData<string, string> Equivalents => new()
    {
        { $"{Spec}.volumes[0]", "swap with next" },
        { $"{Spec}.tolerations[0]", "swap with next" },
        { $"{Spec}.tolerations[1]", "swap with next" },
        { $"{Spec}.tolerations[2].operator", "\"Equal\"" },
        { "spec.containers[0]", "swap with next" },
        { $"{Main}.ports[0]", "swap with next" },
        { $"{Main}.volumeMounts[1]", "swap with next" },
        { $"{Main}.env[3]", "swap with next" },
        { $"{Main}.env[2].value", "\"z\"" },
        { $"{Main}.resources.requests.cpu", "1" },
        { $"{Main}.resources.requests.cpu", "\"1000m\"" },
        { $"{Main}.resources.requests.memory", "\"0.512G\"" },
        { $"{Main}.resources.limits.memory", "\"1024Mi\"" },
        { $"{Main}.imagePullPolicy", "\"IfNotPresent\"" },
        { "spec.containers[1].imagePullPolicy", "\"Always\"" },
        { $"{Main}.ports[0].protocol", "\"TCP\"" },
        { $"{Main}.ports[0].hostPort", "4040" },
        { $"{Main}.livenessProbe.periodSeconds", "10" },
        { $"{Main}.stdin", "false" },
        { $"{Main}.command", "[]" },
        { $"{Spec}.volumes[2].emptyDir.sizeLimit", "\"1024Mi\"" },
        { $"{Spec}.serviceAccount", "\"spark\"" },
        { $"{Spec}.dnsPolicy", "\"ClusterFirst\"" },
        { $"{Spec}.shareProcessNamespace", "false" },
        { $"{Spec}.hostAliases", "[]" },
        { "metadata.annotations", "{}" },
        { "metadata.creationTimestamp", "null" },
        { "metadata.uid", "\"f3\"" },
        { "status", "{\"phase\": \"Pending\"}" },
    };

    [Theory, MemberData(nameof(Equivalents))]
    public void What_means_the_same_is_no_difference(string path, string change)
    {
        var (original, other) = (JsonNode.Parse(Pod)!, JsonNode.Parse(Pod)!);
        Mutation.Apply(other, path, change);

        SemanticComparer.Objects(original, other, new Tokens()).Should().BeEmpty();
        SemanticComparer.Objects(other, original, new Tokens()).Should().BeEmpty();
    }
}
