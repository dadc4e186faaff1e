using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Rendering;

namespace Shared.Submission.Connect;

/// <summary>What a Connect server is in a cluster. Each carries a hash of its content, so that "done" can be told from "different".</summary>
/// <param name="Revision">Of the server's pod and its executors' template: another one means another server.</param>
/// <param name="NetworkPolicy">Null when every pod may be a client.</param>
public sealed record ConnectObjects(Companion.OfConfigMap ConfigMap, Pod Server, string Revision, Companion.OfService Service, Companion.OfOther? NetworkPolicy)
{
    /// <param name="connect">As it was stored, and valid.</param>
    /// <param name="owner">The Connect server itself.</param>
    /// <param name="options">Of the operator.</param>
    public static ConnectObjects Of(SparkConnect connect, OwnerReference owner, SubmissionOptions options)
    {
        var (spec, @namespace) = (connect.Spec!, connect.Metadata!.Namespace!);
        var metadata = new ObjectMeta { Namespace = @namespace, OwnerReferences = [owner] };
        var common = metadata with { Labels = Common(connect.Metadata.Name!) };

        var configMap = new ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = common with { Name = ResourceNames.ConnectConfigMap(connect.Metadata.Name!) },
            Data = ImmutableSortedDictionary<string, string>.Empty.Add(MountedFiles.ConnectExecutorTemplate, Template(spec)),
        };
        var server = ConnectServerPod.Of(
            connect, metadata, ImageOf(spec, spec.Server?.Template, ContainerNames.Driver),
            ConnectArguments.Of(connect, @namespace, ExecutorImage(spec), options));
        var revision = ContentHash.Of([.. ContractsJson.Serialize(server), .. ContractsJson.Serialize(configMap)]);
        return new ConnectObjects(
            (Companion.OfConfigMap)Hashed(new Companion.OfConfigMap(configMap)),
            server with { Metadata = server.Metadata! with { Annotations = With(server.Metadata.Annotations, Annotations.SpecHash, revision) } },
            revision,
            (Companion.OfService)Hashed(new Companion.OfService(ConnectService.Of(connect, common))),
            spec.RestrictClients is true ? (Companion.OfOther)Hashed(new Companion.OfOther(ConnectNetworkPolicy.Of(connect, common), "networkpolicies")) : null);
    }

    /// <summary>What Spark will read in the server's pod.</summary>
    internal static ImmutableSortedDictionary<string, string> Properties(SparkConnect connect, string address, SubmissionOptions options) =>
        ConnectArguments.Properties(connect, connect.Metadata!.Namespace!, ExecutorImage(connect.Spec!), address, options);

    private static ImmutableSortedDictionary<string, string> Common(string name) => ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
        .Add(Labels.CreatedBySparkOperator, Labels.True).Add(Labels.ConnectName, name);

    private static string Template(SparkConnectSpec spec) => spec.Executor?.Template is { } template ? YamlWriter.Write(ContractsJson.ToNode(template)) : "null\n";

    private static string ExecutorImage(SparkConnectSpec spec) => ImageOf(spec, spec.Executor?.Template, ContainerNames.Executor);

    private static string ImageOf(SparkConnectSpec spec, PodTemplateSpec? template, string container) =>
        ConnectServerPod.Chosen(template, container)?.Image is { Length: > 0 } image ? image : spec.Image ?? "";

    private static Companion Hashed(Companion companion) =>
        companion.With(companion.Metadata with { Annotations = With(companion.Metadata.Annotations, Annotations.ContentHash, ContentHash.Of(companion.ToJson())) });

    private static ImmutableSortedDictionary<string, string> With(IReadOnlyDictionary<string, string>? annotations, string key, string value) =>
        annotations.OrEmpty().ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(key, value);
}
