using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Testing.Stores;

/// <summary>S3 with path-style buckets. A signature is checked by computing it again. Source: AWS documentation, "Signature Version 4".</summary>
public sealed class S3Dialect(string secret)
{
    public async Task AnswerAsync(StandInStore store, HttpContext context, byte[] body)
    {
        var key = context.Request.Path.Value!.TrimStart('/');
        if (!IsSigned(context, body))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("<Error><Code>SignatureDoesNotMatch</Code><Message>The signature does not match.</Message></Error>");
        }
        else if (!store.Has(key.Split('/')[0]))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>");
        }
        else if (context.Request.Method == "PUT")
        {
            store.Objects[key] = body;
        }
        else if (store.Objects.TryGetValue(key, out var content))
        {
            context.Response.Headers.ETag = $"\"{Md5(content)}\"";
            context.Response.ContentLength = content.Length;
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

    private bool IsSigned(HttpContext context, byte[] body)
    {
        var words = context.Request.Headers.Authorization.ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Contains('=')).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        if (!words.TryGetValue("Credential", out var credential))
            return false;

        var (scope, headers) = (credential.Split('/'), words["SignedHeaders"].Split(';'));
        var hash = context.Request.Headers["x-amz-content-sha256"].ToString();
        if (hash != "UNSIGNED-PAYLOAD" && hash != Convert.ToHexStringLower(SHA256.HashData(body)))
            return false;

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?');
        var canonical = string.Join('\n',
        [
            context.Request.Method, target[0], target.ElementAtOrDefault(1) ?? "",
            .. headers.Select(header => $"{header}:{context.Request.Headers[header].ToString().Trim()}"), "", words["SignedHeaders"], hash,
        ]);
        var toSign = $"AWS4-HMAC-SHA256\n{context.Request.Headers["x-amz-date"]}\n{string.Join('/', scope[1..])}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope[1..].Aggregate(Encoding.UTF8.GetBytes($"AWS4{secret}"), Hmac);
        return Convert.ToHexStringLower(Hmac(key, toSign)) == words["Signature"];
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

#pragma warning disable CA5351 // S3 tells the MD5 of what it holds.
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
