namespace LocalCluster.Api;

/// <summary>Everything that the server makes up: uids, name suffixes, addresses. Seeded, so that a run can be repeated.</summary>
internal sealed class Identities(int seed)
{
    // No vowels and no look-alikes, so that no suffix is a word.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private int _address;
    private int _port;

    public string Uid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_lock)
            _random.NextBytes(bytes);
        // RFC 9562, version 4.
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public string Suffix(int length = 5)
    {
        lock (_lock)
            return string.Create(length, _random, (span, random) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = Alphabet[random.Next(Alphabet.Length)];
            });
    }

    public int Number(int from, int to)
    {
        lock (_lock)
            return _random.Next(from, to);
    }

    /// <summary>The next address of 10.96.0.0/12, the usual range of services.</summary>
    public string ServiceAddress()
    {
        var n = Interlocked.Increment(ref _address);
        return $"10.{96 + (n >> 16) % 16}.{(n >> 8) & 255}.{n & 255}";
    }

    public int NodePort() => 30_000 + (Interlocked.Increment(ref _port) % 2768);
}
