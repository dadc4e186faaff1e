using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Shared.Contracts.Tests.Crds;

/// <summary>The documentation comments of the contracts as plain text.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _summaries;

    public DocComments(string file) =>
        _summaries = XDocument.Load(file).Descendants("member").Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    public string? Of(Type type) => Text($"T:{type.FullName}");

    public string? Of(PropertyInfo property) => Text($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private string? Text(string key) =>
        _summaries.TryGetValue(key, out var summary)
            ? Whitespace().Replace(string.Concat(summary.Nodes().Select(Render)), " ").Trim()
            : null;

    private static string Render(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see => Reference(see.Attribute("cref")!.Value),
        XElement element => element.Value,
        XText text => text.Value,
        _ => "",
    };

    // A property is named as in a manifest, a vocabulary by its words.
    private static string Reference(string cref)
    {
        if (cref.StartsWith("P:", StringComparison.Ordinal))
            return JsonNamingPolicy.CamelCase.ConvertName(cref[(cref.LastIndexOf('.') + 1)..]);

        var words = typeof(Shared.Contracts.SparkApplications.SparkApplication).Assembly.GetType(cref[2..])!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!).Where(word => word.Length > 0).ToList();
        return words.Count > 0 ? string.Join(", ", words) : cref[(cref.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex(@"\s+")] private static partial Regex Whitespace();
}
