using FsCheck;
using FsCheck.Fluent;
using Shared.Submission.Conf;

namespace Shared.Submission.Tests;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData("512m", 512)]
    [InlineData("2048", 2048)]
    [InlineData("1g", 1024)]
    [InlineData("1GB", 1024)]
    [InlineData("1t", 1048576)]
    [InlineData("1500000b", 1)]
    [InlineData("1048575k", 1023)]
    [InlineData(" 4g ", 4096)]
    public void A_size_is_read_in_mib_and_cut_off(string text, long mebibytes)
    {
        MemorySize.TryParse(text, MemorySize.MiB, binarySuffixes: false, out var size).Should().BeTrue();
        size.Should().Be(mebibytes);
    }

    [Theory]
    [InlineData("1.5g")]
    [InlineData("1 g")]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("-1g")]
    [InlineData("1gib")]
    [InlineData("9223372036854775807p")]
    [InlineData("99999999999999999999")]
    [InlineData("٤g")]
    public void What_is_no_size_is_refused(string text) => MemorySize.TryParse(text, MemorySize.MiB, binarySuffixes: false, out _).Should().BeFalse();

    [Fact]
    public void Newer_releases_read_binary_suffixes_too()
    {
        MemorySize.TryParse("512Mi", MemorySize.MiB, binarySuffixes: true, out var size).Should().BeTrue();
        size.Should().Be(512);
    }

    [Fact]
    public void No_size_is_ever_wrong_silently() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<ulong>().Zip(Gen.Elements("b", "k", "m", "g", "t", "p")).ToArbitrary(),
        pair =>
        {
            var (number, suffix) = pair;
            var exact = new System.Numerics.BigInteger(number) * System.Numerics.BigInteger.Pow(1024, "bkmgtp".IndexOf(suffix, StringComparison.Ordinal)) / MemorySize.MiB;
            if (MemorySize.TryParse($"{number}{suffix}", MemorySize.MiB, false, out var size))
                new System.Numerics.BigInteger(size).Should().Be(exact);
            else
                (number > long.MaxValue || exact > long.MaxValue).Should().BeTrue("'{0}{1}' fits", number, suffix);
        }).QuickCheckThrowOnFailure();
}
