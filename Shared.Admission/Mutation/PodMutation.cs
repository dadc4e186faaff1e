using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

/// <summary>One concern of a Spark pod. Pure, and idempotent: applying it twice changes nothing more.</summary>
public sealed record PodMutation(string Name, Func<Pod, SparkPodContext, Pod> Apply);
