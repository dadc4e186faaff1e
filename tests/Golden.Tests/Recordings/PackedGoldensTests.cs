using Testing.Recordings;

namespace Golden.Tests.Recordings;

public sealed class PackedGoldensTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goldens");

    private string Source => Path.Combine(_folder.FullName, "recorded", "goldens");

    private string Target => Path.Combine(_folder.FullName, "packed");

    public PackedGoldensTests()
    {
        Write("goldens/operator/pi.json", """{"name": "pi"}""");
        Write("goldens/spark/cases/pi.json", """{"name": "pi", "versions": {"4.0.1=3.5.7": {"exit": 0}, "3.4.4": {"exit": 1}}}""");
        Write("goldens/spark/module-options.json", "{}");
        Write("goldens/admission/verdicts.jsonl", "{\"case\": \"pi\"}\n{\"case\": \"e\"}\n");
        Write("goldens/admission/edge-reviews.json", "[]");
        Write("corpus/single/pi.json", """{"kind": "SparkApplication"}""");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Given_an_unchanged_source_When_it_is_packed_again_Then_no_archive_is_touched()
    {
        _ = PackedGoldens.Refresh(Source, Target).ToList();

        PackedGoldens.Refresh(Source, Target).Should().HaveCount(4).And.OnlyContain(line => line.Contains(": unchanged, "));
    }

    [Fact]
    public void Given_a_changed_and_a_vanished_set_When_it_is_packed_again_Then_the_archives_follow()
    {
        _ = PackedGoldens.Refresh(Source, Target).ToList();
        Write("goldens/operator/pi.json", "{}");
        Directory.Delete(Path.Combine(Source, "spark"), recursive: true);

        _ = PackedGoldens.Refresh(Source, Target).ToList();

        var packed = GoldenSource.Packed(Target);
        packed.Find("operator")!.FindCase("pi")!.Json().Should().BeEmpty();
        packed.Find("spark").Should().BeNull();
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Packed_and_plain_recordings_read_the_same(bool isPacked)
    {
        _ = PackedGoldens.Refresh(Source, Target).ToList();
        var source = isPacked ? GoldenSource.Packed(Target) : GoldenSource.Plain(Source);

        source.IsReplaced.Should().Be(!isPacked);
        source.Find("spark")!.Cases.Select(@case => @case.ToString()).Should().Equal("spark/pi");
        source.Find("spark")!.Has("module-options.json").Should().BeTrue();
        source.Find("admission")!.Lines("verdicts.jsonl").Select(line => (string?)line["case"]).Should().Equal("pi", "e");
        source.Find("admission")!.Cases.Should().BeEmpty("a list is no case");
        source.Find("corpus")!.FindCase("pi")!.Folder.Should().Be("single");
        source.Find("helm").Should().BeNull();
        GoldenVersions.Expand(source.Find("spark")!.FindCase("pi")!.Json())
            .Select(result => (result.Version, (int)result.Result["exit"]!)).Should().Equal(("3.4.4", 1), ("3.5.7", 0), ("4.0.1", 0));
    }

    [Fact]
    public void Manifests_may_lie_inside_the_folder_of_the_sets()
    {
        Directory.Move(Path.Combine(Source, "..", "corpus"), Path.Combine(Source, "corpus"));

        GoldenSource.Plain(Source).Find(GoldenSource.CorpusName)!.Cases.Should().ContainSingle();
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, "recorded", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
