using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using LocalCluster.Access;
using LocalCluster.Api;
using LocalCluster.Errors;

namespace LocalCluster.Serving;

/// <summary>Who sends a request: a client certificate, a bearer token, or nobody; and as whom he may act.</summary>
internal sealed class Authentication(CertificateAuthority authority, TokenIssuer tokens, Authorizer authorizer, TimeProvider clock)
{
    private const string ExtraPrefix = "Impersonate-Extra-";

    private static readonly UserInfo Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    // A connection shows one certificate for all of its requests, and building its chain costs more than most requests do.
    private readonly ConditionalWeakTable<X509Certificate2, Judgement> _judged = [];

    public UserInfo Identify(HttpContext http) => Impersonated(http.Request.Headers, Real(http));

    /// <summary>Whether an administrator asks; whoever cannot be identified is none.</summary>
    public bool IsMaster(HttpContext http)
    {
        try
        {
            return Identify(http).Groups.Contains("system:masters");
        }
        catch (Refusal)
        {
            return false;
        }
    }

    private UserInfo Real(HttpContext http)
    {
        if (http.Connection.ClientCertificate is { } certificate)
        {
            var judgement = _judged.GetValue(certificate, Judge);
            return judgement.User is { } user && clock.GetUtcNow() <= judgement.ValidUntil ? user : throw Refusals.Unauthorized();
        }

        var header = http.Request.Headers.Authorization.ToString();
        // Other schemes than Bearer count as no credentials.
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Anonymous;
        return tokens.Verify(header["Bearer ".Length..].Trim())?.Bearer ?? throw Refusals.Unauthorized();
    }

    private Judgement Judge(X509Certificate2 certificate) => new(authority.Signed(certificate) ? FromCertificate(certificate) : null, certificate.NotAfter);

    private static UserInfo FromCertificate(X509Certificate2 certificate)
    {
        var (user, groups) = ("", new List<string>());
        foreach (var name in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            switch (name.GetSingleElementType().Value)
            {
                case "2.5.4.3":
                    user = name.GetSingleElementValue() ?? "";
                    break;
                case "2.5.4.10":
                    groups.Add(name.GetSingleElementValue() ?? "");
                    break;
            }
        }

        return new UserInfo(user, [.. groups, "system:authenticated"]);
    }

    private UserInfo Impersonated(IHeaderDictionary headers, UserInfo real)
    {
        var user = headers["Impersonate-User"].ToString();
        var groups = headers["Impersonate-Group"].OfType<string>().ToList();
        if (user.Length == 0)
        {
            return groups.Count == 0 ? real
                : throw Refusals.BadRequest($"requested [{string.Join(' ', groups.Select(group => $"{{Group  {group}    }}"))}] without impersonating a user");
        }

        if (user.Split(':') is ["system", "serviceaccount", var ns, var account])
        {
            authorizer.Demand(real, new AccessQuestion("impersonate", "", "serviceaccounts", "", ns, account));
            if (groups.Count == 0)
                groups.AddRange(UserInfo.ServiceAccount(ns, account).Groups);
        }
        else
        {
            authorizer.Demand(real, new AccessQuestion("impersonate", "", "users", "", "", user));
        }

        foreach (var group in groups)
            authorizer.Demand(real, new AccessQuestion("impersonate", "", "groups", "", "", group));
        if (user != Anonymous.Name && !groups.Contains("system:authenticated"))
            groups.Add("system:authenticated");
        var uid = headers["Impersonate-Uid"].ToString();
        if (uid.Length > 0)
            authorizer.Demand(real, new AccessQuestion("impersonate", "authentication.k8s.io", "uids", "", "", uid));
        return new UserInfo(user, [.. groups]) { Uid = uid, Extra = ImpersonatedExtra(headers, real) };
    }

    private ImmutableSortedDictionary<string, ImmutableArray<string>> ImpersonatedExtra(IHeaderDictionary headers, UserInfo real)
    {
        var extra = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in headers.Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            var key = Uri.UnescapeDataString(name[ExtraPrefix.Length..].ToLowerInvariant());
            foreach (var value in values)
                authorizer.Demand(real, new AccessQuestion("impersonate", "authentication.k8s.io", "userextras", key, "", value ?? ""));
            extra[key] = [.. values.OfType<string>()];
        }

        return extra.ToImmutable();
    }

    /// <summary>Who shows a certificate; nobody when it is not ours. <paramref name="ValidUntil"/> is asked again by every request.</summary>
    private sealed record Judgement(UserInfo? User, DateTimeOffset ValidUntil);
}
