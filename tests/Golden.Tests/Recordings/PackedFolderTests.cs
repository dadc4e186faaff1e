using System.Text;
using Testing.Recordings;

namespace Golden.Tests.Recordings;

public sealed class PackedFolderTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["z.json"] = "{}"u8.ToArray(),
        ["cases/a.json"] = "{\"a\": \"ä\"}"u8.ToArray(),
        ["empty"] = [],
    };

    [Fact]
    public void Packing_and_unpacking_gives_the_same_names_and_bytes()
    {
        var unpacked = PackedFolder.Unpack(new MemoryStream(PackedFolder.Pack(Files)));

        unpacked.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value.Span))
            .Should().BeEquivalentTo(Files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)));
    }

    [Fact]
    public void The_order_in_which_files_are_given_does_not_change_the_bytes() =>
        PackedFolder.Pack(Files).Should().Equal(PackedFolder.Pack(Files.Reverse().ToDictionary()));
}
