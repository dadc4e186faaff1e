using System.Globalization;
using System.Text;

namespace Shared.Submission.Rendering;

/// <summary>The text of <c>spark.properties</c>, byte for byte. Source: <c>java.util.Properties.store(Writer, String)</c> of Java 18 and newer.</summary>
internal static class JavaProperties
{
    /// <param name="properties">Sorted by key; a sorted file is what the newer Java writes.</param>
    /// <param name="comment">First line.</param>
    /// <param name="writtenAt">Second line, in UTC.</param>
    public static string Write(IReadOnlyDictionary<string, string> properties, string comment, DateTimeOffset writtenAt)
    {
        var text = new StringBuilder(64 * (properties.Count + 2));
        text.Append('#').Append(comment).Append('\n');
        text.Append('#').Append(writtenAt.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)).Append('\n');

        foreach (var (key, value) in properties)
        {
            Escape(text, key, everySpace: true);
            text.Append('=');
            Escape(text, value, everySpace: false);
            text.Append('\n');
        }

        return text.ToString();
    }

    // A line feed that went out raw would start another property: everything that ends a line is escaped.
    private static void Escape(StringBuilder text, string part, bool everySpace)
    {
        for (var index = 0; index < part.Length; index++)
        {
            var character = part[index];
            _ = character switch
            {
                ' ' when everySpace || index == 0 => text.Append("\\ "),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\f' => text.Append("\\f"),
                '=' or ':' or '#' or '!' or '\\' => text.Append('\\').Append(character),
                _ => text.Append(character),
            };
        }
    }
}
