using System.Reflection;
using System.Xml.Linq;
using Testing;

namespace Architecture.Tests;

internal static class ProjectAssemblies
{
    /// <summary>What the project of that folder is compiled to.</summary>
    public static Assembly Load(string project) => Assembly.Load(
        (string?)XDocument.Load(Repository.PathTo(project, $"{project}.csproj")).Descendants("AssemblyName").FirstOrDefault() ?? project);
}
