namespace Shared.Submission.Arguments;

/// <summary>Paths joined and cleaned as Go's <c>path.Join</c> does.</summary>
internal static class CleanPath
{
    public static string Join(string directory, string file)
    {
        var joined = directory.Length == 0 ? file : $"{directory}/{file}";
        var rooted = joined.StartsWith('/');
        var parts = new List<string>();

        foreach (var part in joined.Split('/'))
        {
            if (part is "" or ".")
                continue;

            if (part is not "..")
                parts.Add(part);
            else if (parts.Count > 0 && parts[^1] is not "..")
                parts.RemoveAt(parts.Count - 1);
            else if (!rooted)
                parts.Add(part);
        }

        return (rooted ? "/" : "") + string.Join('/', parts);
    }
}
