using System.Security.Cryptography;
using System.Text;

namespace Shared.Submission;

/// <summary>Ids of attempts: deterministic, so that a repeated reconcile finds what it made, and never repeating along the chain.</summary>
public static class SubmissionIds
{
    // The DNS namespace of RFC 9562, as its sixteen bytes in network order.
    private static readonly byte[] NamespaceId = [0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

    /// <summary>The id after <paramref name="previousSubmissionId"/>: a UUID of version 5 (RFC 9562).</summary>
    /// <param name="applicationUid">The UID that the API server gave; two applications of one name differ in it.</param>
    /// <param name="previousSubmissionId"><c>status.submissionID</c>; null or empty for the first attempt.</param>
    public static string Next(string applicationUid, string? previousSubmissionId) =>
        NameBased($"{applicationUid}/{previousSubmissionId}.submission.sparkoperator.k8s.io");

    /// <summary>A UUID that belongs to a submission, such as that of its local directory.</summary>
    internal static string Derived(string submissionId, string purpose) => NameBased($"{submissionId}/{purpose}.sparkoperator.k8s.io");

    private static string NameBased(string name)
    {
        var bytes = new byte[NamespaceId.Length + Encoding.UTF8.GetByteCount(name)];
        NamespaceId.CopyTo(bytes, 0);
        _ = Encoding.UTF8.GetBytes(name, bytes.AsSpan(NamespaceId.Length));

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 is defined with SHA-1; nothing is protected by it.
        _ = SHA1.HashData(bytes, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
