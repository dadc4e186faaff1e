using System.Security.Cryptography;
using System.Text;

namespace Shared.Admission.Mutation;

public static class VolumeNames
{
    private const int MaxLength = 63;
    private const int Stem = 50;

    /// <summary>
    /// <c>{name}-vol</c> where that is a DNS label; otherwise dots become dashes, the name is cut, and eight digits of its hash keep
    /// names apart that would look alike.
    /// </summary>
    public static string OfConfigMap(string configMap)
    {
        var plain = $"{configMap}-vol";
        if (plain.Length <= MaxLength && !configMap.Contains('.', StringComparison.Ordinal))
            return plain;

        var dashed = configMap.Replace('.', '-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configMap)))[..8];
        return $"{dashed[..Math.Min(dashed.Length, Stem)].TrimEnd('-')}-{hash}-vol";
    }
}
