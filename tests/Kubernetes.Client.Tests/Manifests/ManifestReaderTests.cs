using System.Text.Json.Nodes;
using Kubernetes.Client.Manifests;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing;
using Testing.Recordings;

namespace Kubernetes.Client.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Theory]
    [InlineData("text", "\"text\"")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("5", "5")]
    [InlineData("+5", "5")]
    [InlineData("-5", "-5")]
    [InlineData("1_000", "1000")]
    [InlineData("0644", "420")]
    [InlineData("0o644", "420")]
    [InlineData("0x1F", "31")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("4.0.1", "\"4.0.1\"")]
    [InlineData("089", "89")]
    [InlineData("512m", "\"512m\"")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("2026-03-01", "\"2026-03-01\"")]
    [InlineData("2026-03-01T12:00:00Z", "\"2026-03-01T12:00:00Z\"")]
    [InlineData("local:///opt/spark/a.jar", "\"local:///opt/spark/a.jar\"")]
    [InlineData("[a, 1, {b: no}]", """["a",1,{"b":false}]""")]
    public void Given_a_value_in_YAML_When_read_Then_it_is_what_Kubernetes_tools_make_of_it(string yaml, string json)
    {
        var value = ManifestReader.Read("f.yaml", $"apiVersion: v1\nkind: X\nv: {yaml}\n").Single().Object["v"];

        JsonNode.DeepEquals(value, JsonNode.Parse(json)).Should().BeTrue("{0} became {1}", yaml, value?.ToJsonString() ?? "null");
    }

    [Fact]
    public void Given_several_documents_and_a_list_When_read_Then_each_object_comes_in_order()
    {
        const string Text = """
            # first comes a comment
            ---
            apiVersion: v1
            kind: A
            ---
            apiVersion: v1
            kind: List
            items:
              - {apiVersion: v1, kind: B}
              - {apiVersion: v1, kind: C}
            ---
            """;

        ManifestReader.Read("f.yaml", Text).Select(manifest => manifest.Kind).Should().Equal("A", "B", "C");
    }

    [Fact]
    public void Given_anchors_and_merged_blocks_When_read_Then_they_are_written_out_and_the_own_member_wins()
    {
        const string Text = "apiVersion: v1\nkind: X\nbase: &b {cores: 1, memory: 1g}\nnext:\n  <<: *b\n  cores: 2\n";

        ManifestReader.Read("f.yaml", Text).Single().Object["next"]!.ToJsonString().Should().Be("""{"cores":2,"memory":"1g"}""");
    }

    [Fact]
    public void Given_JSON_When_read_Then_it_is_a_manifest_as_well() =>
        ManifestReader.Read("f.json", "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"X\", \"t\": \"\\ud83d\\ude00\"\n}").Single().Object["t"]!.GetValue<string>().Should().Be("😀");

    [Theory]
    [InlineData("a: [1", "f.yaml, line *, column *: not YAML: *")]
    [InlineData("a: 1\na: 2", "f.yaml, line *: not YAML: *")]
    [InlineData("kind: X", "f.yaml, line 1, column 1: 'apiVersion' is missing or no text; *")]
    [InlineData("apiVersion: v1\nkind: 5", "f.yaml, line 2, column 7: 'kind' is missing or no text; *")]
    [InlineData("- a", "f.yaml, line 1, column 1: found no object; *")]
    [InlineData("# nothing", "f.yaml: found no object; *")]
    [InlineData("apiVersion: v1\nkind: X\nv: .inf", "f.yaml, line 3, column 4: '.inf' is no number *")]
    [InlineData("apiVersion: v1\nkind: X\n? [a]\n: 1", "f.yaml, line 3, column 3: found a list or block as a key; *")]
    public void Given_a_text_that_is_no_manifest_When_read_Then_the_error_names_file_and_place(string text, string message) =>
        ((Action)(() => ManifestReader.Read("f.yaml", text))).Should().Throw<ManifestException>().WithMessage(message);

    [Fact]
    public void Given_aliases_that_unfold_without_end_When_read_Then_they_are_refused()
    {
        var levels = string.Concat(Enumerable.Range(1, 12).Select(level => $"l{level}: &l{level} [{string.Join(",", Enumerable.Repeat($"*l{level - 1}", 9))}]\n"));

        ((Action)(() => ManifestReader.Read("f.yaml", $"apiVersion: v1\nkind: X\nl0: &l0 x\n{levels}"))).Should().Throw<ManifestException>().WithMessage("*aliases*");
    }

    [Fact]
    public void Given_a_member_of_the_wrong_type_When_decoded_Then_its_line_and_column_are_known()
    {
        var manifest = ManifestReader.Read("spark-pi.yaml", "apiVersion: v1\nkind: X\nspec:\n  driver:\n    cores: two\n").Single();

        var misfit = ((Func<SparkApplication>)(() => ContractsJson.Deserialize<SparkApplication>(manifest.Object)))
            .Should().Throw<ContractsJsonException>().Which.Misfits.Single();

        manifest.PlaceOf(misfit.Path).Should().Be("spark-pi.yaml, line 5, column 12");
    }

    [Fact]
    public void Given_every_manifest_of_the_corpus_When_read_as_YAML_Then_it_is_the_same_as_JSON()
    {
        foreach (var @case in Goldens.Corpus!.Cases.Where(@case => @case.Json().ContainsKey("kind")))
        {
            var read = ManifestReader.Read(@case.Path, System.Text.Encoding.UTF8.GetString(@case.Bytes.Span)).Single().Object;

            JsonNode.DeepEquals(read, @case.Json()).Should().BeTrue("{0}", @case.Path);
        }
    }

    [Theory, MemberData(nameof(Definitions))]
    public void Given_our_resource_definitions_When_read_Then_each_is_one_object(string file) =>
        ManifestReader.Read(file, File.ReadAllText(Repository.PathTo("crds", file))).Single().Kind.Should().Be("CustomResourceDefinition");

    public static TheoryData<string> Definitions => [.. Directory.GetFiles(Repository.PathTo("crds"), "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [InlineData("apiVersion: v1\nkind: [Pod\nmetadata: {}\n")]
    [InlineData("apiVersion: v1\nkind: {Pod\nmetadata: ]\n")]
    [InlineData("a: [1\nb: 2\n")]
    [InlineData("a: 'text\n")]
    public void Given_text_that_is_not_finished_When_read_Then_its_place_is_told(string text) =>
        FluentActions.Invoking(() => ManifestReader.Read("f.yaml", text)).Should().Throw<ManifestException>().WithMessage("f.yaml, line *, column *: not YAML: *.");

    [Fact]
    public void Given_text_with_letters_lost_doubled_or_swapped_When_read_Then_it_is_an_object_or_one_kind_of_error()
    {
        var whole = File.ReadAllText(Repository.PathTo("examples", "spark-pi.yaml"));
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = new System.Text.StringBuilder(whole);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, "[]{}:,-'\"&*!|>%@`#? \t\n"[random.Next(22)]),
                    _ => text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at)),
                };
            }

            try
            {
                _ = ManifestReader.Read("f.yaml", text.ToString());
            }
            catch (ManifestException)
            {
                // One sentence with its place; what it says is tested above.
            }
            catch (Exception other)
            {
                Assert.Fail($"seed {seed}: {other.GetType().Name} for\n{text}\n{other}");
            }
        }
    }
}
