namespace Testing;

/// <summary>The checked-out repository that the running test was built in.</summary>
public static class Repository
{
    private const string Marker = "SparkOperator.sln";

    public static string Root { get; } = FindUp(AppContext.BaseDirectory);

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindUp(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No '{Marker}' in '{start}' or above it; run the tests from a checked-out repository.");
    }
}
