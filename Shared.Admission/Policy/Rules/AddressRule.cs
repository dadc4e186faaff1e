namespace Shared.Admission.Policy.Rules;

/// <summary>Where Spark fetches code and files from. An address without a scheme is a file of the image.</summary>
internal static class AddressRule
{
    private static readonly string[] Usual = ["local", "file", "s3a", "gs", "abfs", "abfss", "hdfs", "https"];

    // What the image brings along is on no host.
    private static readonly string[] OfTheImage = ["local", "file"];

    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var hosts = policy.Addresses?.Hosts ?? (policy.Profile is PolicyProfile.Restricted ? [] : null);
        var schemes = policy.Addresses?.Schemes ?? Usual;
        foreach (var (path, address) in subject.Written.Addresses)
        {
            var colon = address.IndexOf("://", StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var (scheme, host) = (address[..colon], address[(colon + 3)..].Split('/', 2)[0].Split('@')[^1]);
            if (!schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
                yield return (path, $"addresses with '{scheme}://' are not allowed here; use one of {string.Join(", ", schemes)}");
            else if (hosts is not null && host.Length > 0 && !OfTheImage.Contains(scheme, StringComparer.OrdinalIgnoreCase) && !hosts.Any(pattern => Glob.Matches(pattern, host)))
                yield return (path, $"nothing may be fetched from '{host}' here; {(hosts.Count == 0 ? "ask for it to be listed in the policy" : $"use {string.Join(", ", hosts.Select(pattern => $"'{pattern}'"))}")}");
        }
    }
}
