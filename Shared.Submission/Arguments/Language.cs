using Shared.Contracts.Names;

namespace Shared.Submission.Arguments;

internal static class Language
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context) =>
    [
        .. Pairs.Of(SparkConfKeys.PysparkPythonVersion, context.Spec.PythonVersion),
        .. Pairs.Of(SparkConfKeys.MemoryOverheadFactor, context.Spec.MemoryOverheadFactor),
    ];
}
