using Xunit;

namespace Testing;

/// <summary>
/// A test that drives a program which may not be on a machine. Missing, it is skipped by name. In CI, where verify.sh installs what is a Debian package, it must run;
/// what is none is skipped there as well.
/// </summary>
public sealed class ToolFactAttribute : FactAttribute
{
    /// <param name="tool">The program, or the folder or file of a module when it is a whole path.</param>
    /// <param name="isDebianPackage">Whether verify.sh can install it.</param>
    public ToolFactAttribute(string tool, bool isDebianPackage = true)
    {
        var isThere = Path.IsPathRooted(tool)
            ? Path.Exists(tool)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));
        if (!isThere && !(isDebianPackage && Environment.GetEnvironmentVariable("CI") == "true"))
            Skip = $"Needs '{tool}', which is not on this machine.";
    }
}
