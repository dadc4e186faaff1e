using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Access;

/// <summary>Service account tokens: JSON web tokens signed by a key that lives as long as the server.</summary>
internal sealed class TokenIssuer(Cluster cluster) : IDisposable
{
    public const string Issuer = "https://kubernetes.default.svc";

    // Tokens whose claims are remembered; a client sends the same one with each of its requests.
    private const int Remembered = 10_000;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, JsonObject> _signed = new(StringComparer.Ordinal);

    /// <summary>A token of the account, valid for <paramref name="seconds"/>; bound to a pod if one is given.</summary>
    public (string Token, DateTimeOffset Expires) Issue(string @namespace, string account, string accountUid, long seconds, IEnumerable<string> audiences, JsonObject? boundTo = null)
    {
        var now = cluster.Clock.GetUtcNow();
        var expires = now.AddSeconds(seconds);
        var kubernetes = new JsonObject
        {
            ["namespace"] = @namespace,
            ["serviceaccount"] = new JsonObject { ["name"] = account, ["uid"] = accountUid },
        };
        if (boundTo is not null)
            kubernetes[boundTo.TextAt("kind")!.ToLowerInvariant()] = new JsonObject { ["name"] = boundTo.TextAt("name"), ["uid"] = boundTo.TextAt("uid") };
        var claims = new JsonObject
        {
            ["aud"] = new JsonArray([.. audiences]),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["jti"] = cluster.Identities.Uid(),
            ["kubernetes.io"] = kubernetes,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{@namespace}:{account}",
        };
        var signed = $"{Encode("""{"alg":"ES256","typ":"JWT"}"""u8)}.{Encode(claims.ToUtf8())}";
        return ($"{signed}.{Encode(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}", expires);
    }

    /// <summary>Whose token this is; null if it is not ours, has expired, or its account or pod is gone.</summary>
    public TokenIdentity? Verify(string token)
    {
        if (SignedClaims(token) is not { } claims)
            return null;
        if (claims.NumberAt("exp") is not { } expires || expires <= cluster.Clock.GetUtcNow().ToUnixTimeSeconds())
            return null;

        var bound = claims.ObjectAt("kubernetes.io");
        var (ns, account) = (bound.TextAt("namespace") ?? "", bound.TextAt("serviceaccount", "name") ?? "");
        if (cluster.Store.Find(new ObjectKey("serviceaccounts", ns, account))?.Uid != bound.TextAt("serviceaccount", "uid"))
            return null;
        if (bound.TextAt("pod", "name") is { } pod && cluster.Store.Find(new ObjectKey("pods", ns, pod))?.Uid != bound.TextAt("pod", "uid"))
            return null;
        return new TokenIdentity(UserInfo.ServiceAccount(ns, account), bound.TextAt("serviceaccount", "uid")!, claims.TextAt("jti") ?? "", [.. claims["aud"].Texts()], bound.ObjectAt("pod"));
    }

    public void Dispose() => _key.Dispose();

    /// <summary>What a token says, if we signed it; whether that still holds is asked each time.</summary>
    private JsonObject? SignedClaims(string token)
    {
        if (_signed.TryGetValue(token, out var known))
            return known;
        if (token.Split('.') is not [var header, var body, var signature] || !IsSigned($"{header}.{body}", signature) || Claims(body) is not { } claims)
            return null;
        if (_signed.Count >= Remembered)
            _signed.Clear();
        _signed[token] = claims;
        return claims;
    }

    private bool IsSigned(string signed, string signature)
    {
        try
        {
            return _key.VerifyData(Encoding.ASCII.GetBytes(signed), Decode(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static JsonObject? Claims(string body)
    {
        try
        {
            return JsonReading.Parse(Decode(body)) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}

/// <summary>Who stands behind a token.</summary>
internal sealed record TokenIdentity(UserInfo User, string Uid, string TokenId, IReadOnlyList<string> Audiences, JsonObject? Pod)
{
    private const string Prefix = "authentication.kubernetes.io/";

    /// <summary>The account with all that its token tells.</summary>
    public UserInfo Bearer => User with { Uid = Uid, Extra = Extra() };

    private ImmutableSortedDictionary<string, ImmutableArray<string>> Extra()
    {
        var extra = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal).Add($"{Prefix}credential-id", [$"JTI={TokenId}"]);
        return Pod is null ? extra
            : extra.Add($"{Prefix}pod-name", [Pod.TextAt("name") ?? ""]).Add($"{Prefix}pod-uid", [Pod.TextAt("uid") ?? ""]);
    }
}
