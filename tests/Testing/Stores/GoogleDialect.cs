using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Testing.Stores;

/// <summary>Google Cloud Storage and its token server. An assertion is checked with the public key of the account.</summary>
public sealed class GoogleDialect(RSA account)
{
    private const string Token = "a-token";

    public async Task AnswerAsync(StandInStore store, HttpContext context, byte[] body)
    {
        var path = context.Request.Path.Value!;
        if (path == "/token")
        {
            var assertion = System.Web.HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body))["assertion"]!;
            context.Response.StatusCode = IsSigned(assertion) ? 200 : 401;
            await context.Response.WriteAsync($$"""{"access_token":"{{Token}}"}""");
        }
        else if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
        }
        else if (!store.Has(path.Split('/')[path.StartsWith("/upload", StringComparison.Ordinal) ? 5 : 4]))
        {
            context.Response.StatusCode = 404;
        }
        else if (context.Request.Method == "POST")
        {
            store.Objects[$"{path.Split('/')[5]}/{context.Request.Query["name"]}"] = body;
            await context.Response.WriteAsync("{}");
        }
        else if (store.Objects.TryGetValue($"{path.Split('/')[4]}/{Uri.UnescapeDataString(path.Split("/o/")[1])}", out var content))
        {
            await context.Response.WriteAsync(new JsonObject
            {
                ["size"] = content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["md5Hash"] = Convert.ToBase64String(Md5(content)),
            }.ToJsonString());
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

#pragma warning disable CA5351 // Google tells the MD5 of what it holds.
    private static byte[] Md5(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351

    private bool IsSigned(string assertion)
    {
        var parts = assertion.Split('.');
        return account.VerifyData(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
