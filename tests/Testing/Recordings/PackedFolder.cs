using System.Formats.Tar;
using System.IO.Compression;

namespace Testing.Recordings;

/// <summary>A folder of text files as one Brotli-compressed tar: 45 MB of recordings become a few, and the BCL alone reads them.</summary>
public static class PackedFolder
{
    public const string Extension = ".tar.br";

    // 16 MiB, the largest window that every Brotli decoder accepts: neighbouring cases differ by a few lines.
    private const int WindowBits = 24;
    private const int BestQuality = 11;

    // A constant, for the bytes must depend on nothing but names and contents.
    private static readonly DateTimeOffset FileTime = DateTimeOffset.UnixEpoch;

    /// <summary>The same names and contents always give the same bytes, on one version of the runtime.</summary>
    public static byte[] Pack(IReadOnlyDictionary<string, byte[]> files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(content),
                    ModificationTime = FileTime,
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                });
            }
        }

        var plain = tar.ToArray();
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, packed, out var written, BestQuality, WindowBits)
            ? packed[..written]
            : throw new InvalidOperationException($"Brotli did not fit {plain.Length} bytes into {packed.Length}.");
    }

    /// <summary>Path inside the folder, with '/', to content; in ordinal order of the paths.</summary>
    public static SortedDictionary<string, ReadOnlyMemory<byte>> Unpack(Stream packed)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        using var plain = new BrotliStream(packed, CompressionMode.Decompress);
        using var reader = new TarReader(plain);
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream((int)entry.Length);
            entry.DataStream?.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }

        return files;
    }
}
