using System.Text;
using LocalCluster.Errors;

namespace LocalCluster.Api.Handlers;

/// <summary>What the query of a patch may say: <c>fieldManager</c> and <c>force</c> depend on whether it is an apply.</summary>
internal static class PatchOptions
{
    private const string Kind = "PatchOptions";
    private const int LongestManager = 128;

    public static void Check(ApiRequest request, bool isApply)
    {
        WriteSupport.CheckOptions(request, Kind);
        var manager = request.Query.Get("fieldManager") ?? "";
        if (isApply && manager.Length == 0)
            throw WriteSupport.OptionsRefusal(Kind, Cause.Required("fieldManager", "is required for apply patch"));
        if (!isApply && request.Query.Get("force") is not null)
            throw WriteSupport.OptionsRefusal(Kind, Cause.Forbidden("force", "may not be specified for non-apply patch"));
        if (Encoding.UTF8.GetByteCount(manager) > LongestManager)
            throw WriteSupport.OptionsRefusal(Kind, Cause.TooLong("fieldManager", LongestManager));
    }
}
