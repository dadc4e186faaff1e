using FsCheck;
using FsCheck.Fluent;
using Shared.Submission.Rendering;

namespace Shared.Submission.Tests.Rendering;

public sealed class JavaPropertiesTests
{
    private static readonly DateTimeOffset Friday = new(2025, 11, 21, 5, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a", " -Da=b:c", @"a=\ -Da\=b\:c")]
    [InlineData("a b", "x y ", @"a\ b=x y ")]
    [InlineData("k", "back\\slash", @"k=back\\slash")]
    [InlineData("k", "one\ntwo\r\tthree\f", @"k=one\ntwo\r\tthree\f")]
    [InlineData("k", "#!ünï", @"k=\#\!ünï")]
    [InlineData("k", "", "k=")]
    public void A_property_is_escaped_as_java_escapes_it(string key, string value, string line) =>
        Write((key, value)).Split('\n')[2].Should().Be(line);

    [Fact]
    public void The_first_two_lines_are_the_comment_and_the_date_of_java() =>
        Write().Should().Be("#comment\n#Fri Nov 21 05:30:00 UTC 2025\n");

    [Fact]
    public void Whatever_a_value_holds_java_reads_the_same_map_back()
    {
        var text = Gen.Elements('a', '.', '=', ':', '#', '!', '\\', ' ', '\t', '\n', '\r', '\f', 'ü', '\u2028', '$', '{').ArrayOf().Select(letters => new string(letters));
        var map = text.Zip(text).ArrayOf().Select(pairs => pairs.Where(pair => pair.Item1.Length > 0).DistinctBy(pair => pair.Item1).ToArray());

        Prop.ForAll(map.ToArbitrary(), pairs =>
        {
            var read = JavaPropertiesText.Read(Write(pairs));
            read.Should().BeEquivalentTo(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        }).QuickCheckThrowOnFailure();
    }

    private static string Write(params (string, string)[] properties) => JavaProperties.Write(
        new SortedDictionary<string, string>(properties.ToDictionary(pair => pair.Item1, pair => pair.Item2), StringComparer.Ordinal), "comment", Friday);
}
