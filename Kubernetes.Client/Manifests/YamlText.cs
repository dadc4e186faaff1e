using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Manifests;

/// <summary>Text to nodes. Whatever is wrong with the text comes as one kind of exception, with its place.</summary>
internal static class YamlText
{
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlStream Load(string text)
    {
        var (stream, parser) = (new YamlStream(), new Parser(new StringReader(text)));
        try
        {
            stream.Load(parser);
            return stream;
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's reader loses its place in some unfinished lists and blocks, and tells of its own state instead of the text.
            var place = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(place, place, "a list, block or text behind this place is not finished; close it", lost);
        }
    }
}
