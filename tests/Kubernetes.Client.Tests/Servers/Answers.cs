namespace Kubernetes.Client.Tests.Servers;

/// <summary>Answers as they go over the wire.</summary>
internal static class Answers
{
    public const string Pod = """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"n","resourceVersion":"7"}}""";

    public static string Ok(string body, string type = "application/json", string headers = "") => Text("200 OK", body, type, headers);

    public static string Text(string status, string body, string type = "application/json", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public static string Status(int code, string reason, string message, string headers = "") =>
        Text($"{code} X", $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""", headers: headers);

    public static string Chunked(params string[] chunks) =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(chunks.Select(Chunk));

    public static string Chunk(string text) => $"{System.Text.Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";

    /// <summary>The end of a chunked answer.</summary>
    public const string End = "0\r\n\r\n";
}
