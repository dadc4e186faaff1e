using Xunit;

namespace Testing;

/// <summary>A test that drives a program which may not be on a machine. Missing, it is skipped by name; in CI, where verify.sh installs it, it must run.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));
        if (!isThere && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = $"Needs '{tool}', which is not on the PATH.";
    }
}
