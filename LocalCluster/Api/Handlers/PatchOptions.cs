using LocalCluster.Errors;

namespace LocalCluster.Api.Handlers;

/// <summary>What the query of a patch may say: <c>fieldManager</c> and <c>force</c> depend on whether it is an apply.</summary>
internal static class PatchOptions
{
    public static void Check(ApiRequest request, bool isApply) => WriteSupport.CheckOptions(request, "PatchOptions", Causes(request, isApply));

    private static IEnumerable<Cause> Causes(ApiRequest request, bool isApply)
    {
        if (isApply && string.IsNullOrEmpty(request.Query.Get("fieldManager")))
            yield return Cause.Required("fieldManager", "is required for apply patch");
        if (!isApply && request.Query.Get("force") is not null)
            yield return Cause.Forbidden("force", "may not be specified for non-apply patch");
    }
}
