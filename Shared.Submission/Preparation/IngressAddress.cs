using System.Text.RegularExpressions;

namespace Shared.Submission.Preparation;

/// <summary>The address of an application's UI. Source: <c>controller.md</c> 2.3.1.</summary>
/// <param name="Host">With its port, if the format has one.</param>
/// <param name="Path">Empty, or from the first slash on.</param>
/// <param name="Url">The whole address; <c>http</c> when the format names no scheme.</param>
public sealed partial record IngressAddress(string Host, string Path, string Url)
{
    /// <summary>Fills in the placeholders; null when the result is not an address.</summary>
    public static IngressAddress? Of(string format, string name, string @namespace, string sparkApplicationId)
    {
        var filled = Placeholder().Replace(format, match => match.Groups["what"].Value switch
        {
            "Name" => name,
            "Namespace" => @namespace,
            _ => sparkApplicationId,
        });

        var schemeEnd = filled.IndexOf("://", StringComparison.Ordinal);
        var rest = schemeEnd >= 0 ? filled[(schemeEnd + 3)..] : filled;

        // Without a scheme 'host:8080/path' reads as one, or as a path with a colon in front: both are refused upstream too.
        var firstSlash = rest.IndexOf('/');
        var host = firstSlash >= 0 ? rest[..firstSlash] : rest;
        if (host.Length == 0 || host.Contains('[') != host.Contains(']') || (schemeEnd < 0 && host.Contains(':')) || rest.Any(character => char.IsControl(character) || character == ' '))
            return null;

        var path = firstSlash >= 0 ? rest[firstSlash..].Split('?', '#')[0] : "";
        return new IngressAddress(host.Split('?', '#')[0], Uri.UnescapeDataString(path), schemeEnd >= 0 ? filled : $"http://{filled}");
    }

    [GeneratedRegex(@"\{\{\s*\$app(?<what>Name|Namespace|Id)\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
