using System.Security.Cryptography;

namespace Shared.Submission.Rendering;

/// <summary>Tells "done" from "different" when an object of the name exists already.</summary>
internal static class ContentHash
{
    /// <summary>The first 32 digits of SHA-256, over the object without its hash.</summary>
    public static string Of(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json))[..32];
}
