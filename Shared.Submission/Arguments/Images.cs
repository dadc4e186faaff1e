using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Submission.Arguments;

internal static class Images
{
    public static IEnumerable<KeyValuePair<string, string>> OfAll(ArgumentContext context) =>
    [
        .. Pairs.Of(SparkConfKeys.ContainerImage, context.Spec.Image),
        .. Pairs.Of(SparkConfKeys.ImagePullPolicy, context.Spec.ImagePullPolicy),
        .. Pairs.Of(SparkConfKeys.ImagePullSecrets, string.Join(',', context.Spec.ImagePullSecrets.OrEmpty())),
    ];

    /// <summary>The role's own image, else that of all.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context, Role role) =>
        Pairs.Of(role.Kubernetes("container.image"), role.Spec.Image is { Length: > 0 } own ? own : context.Spec.Image);
}
