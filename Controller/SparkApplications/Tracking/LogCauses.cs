using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Controller.SparkApplications.Tracking;

/// <summary>Why a driver failed, as far as the end of its log tells. Read from the top: what is more specific comes first.</summary>
internal static partial class LogCauses
{
    private static readonly ImmutableArray<(Regex Line, Cause Cause)> Table =
    [
        (OutOfMemory(), new(FailureCauses.JvmOutOfMemory, "The driver's JVM ran out of memory.", "Raise spec.driver.memory, or collect less to the driver.")),
        (ExecutorsLost(), new(FailureCauses.ExecutorsLost, "Too many executors failed.", "See why executors failed: their exit codes are in events of the application; out of memory and lost nodes are the usual ones.")),
        (LacksRights(), new(
            FailureCauses.LacksRights, "The driver's service account may not do what Spark needs.",
            "Grant the account of spec.driver.serviceAccount pods, services, configmaps and persistentvolumeclaims in this namespace.")),
        (ClassNotFound(), new(FailureCauses.ClassNotFound, "A class was not found.", "Check spec.mainClass, spec.deps.jars and spec.deps.packages, and what the image contains.")),
        (PythonModule(), new("PythonModuleMissing", "A Python module was not found.", "Add it to the image or to spec.deps.pyFiles.")),
        (WrongLibrary(), new("LibraryMismatch", "A library does not fit the Spark, Scala or Java version of the image.", "Build against the versions of spec.sparkVersion and the image.")),
        (FileNotFound(), new(FailureCauses.FileNotFound, "A file or path was not found.", "Check spec.mainApplicationFile, spec.arguments and spec.deps; local:// means a path inside of the image.")),
        (DiskFull(), new("DiskFull", "A disk ran full.", "Give Spark a larger local directory (a volume named spark-local-dir-...).")),
        (AccessDenied(), new("AccessDenied", "A storage refused access.", "Check the credentials of the application and the rights of its account in that storage.")),
        (Network(), new("NetworkUnreachable", "A service could not be reached.", "Check the address, network policies and whether that service is up.")),
        (Analysis(), new("QueryInvalid", "A query is not valid.", "Correct the query or the schema that the message names.")),
    ];

    /// <summary>All rows, as they are documented.</summary>
    public static IEnumerable<Cause> All => Table.Select(row => row.Cause);

    /// <summary>The row that applies and the line that says so; null when no line is known.</summary>
    public static (Cause Cause, string Line)? Of(IReadOnlyList<string> lines)
    {
        foreach (var (pattern, cause) in Table)
        {
            if (lines.LastOrDefault(pattern.IsMatch) is { } line)
                return (cause, line);
        }

        return null;
    }

    [GeneratedRegex("java\\.lang\\.OutOfMemoryError|GC overhead limit exceeded")]
    private static partial Regex OutOfMemory();

    [GeneratedRegex("Max number of executor failures|Master removed our application|executor failures reached")]
    private static partial Regex ExecutorsLost();

    [GeneratedRegex("is forbidden: User \"system:serviceaccount:|service account doesn't have access|cannot (get|list|watch|create|delete|patch|deletecollection) resource")]
    private static partial Regex LacksRights();

    [GeneratedRegex("ClassNotFoundException|NoClassDefFoundError|Failed to load class|Failed to find data source")]
    private static partial Regex ClassNotFound();

    [GeneratedRegex("ModuleNotFoundError|ImportError: ")]
    private static partial Regex PythonModule();

    [GeneratedRegex("NoSuchMethodError|UnsupportedClassVersionError|AbstractMethodError|InvalidClassException|IncompatibleClassChangeError")]
    private static partial Regex WrongLibrary();

    [GeneratedRegex("FileNotFoundException|NoSuchFileException|PATH_NOT_FOUND|Path does not exist|can't open file|JAR .* does not exist|No such file or directory")]
    private static partial Regex FileNotFound();

    [GeneratedRegex("No space left on device")]
    private static partial Regex DiskFull();

    [GeneratedRegex("AccessDenied|Access Denied|AccessControlException|InvalidAccessKeyId|SignatureDoesNotMatch|Status Code: 403|NoAuthWithAWSException")]
    private static partial Regex AccessDenied();

    [GeneratedRegex("UnknownHostException|ConnectException|Connection refused|NoRouteToHostException|SocketTimeoutException|connect timed out")]
    private static partial Regex Network();

    [GeneratedRegex("AnalysisException|ParseException")]
    private static partial Regex Analysis();
}
