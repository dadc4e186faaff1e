using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shared.Contracts.Serialization;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests;

/// <summary>What holds for every input, whatever a user writes.</summary>
public sealed class RobustnessTests
{
    private static readonly string[] TypedKeys =
    [
        "spark.driver.memory", "spark.driver.memoryOverhead", "spark.driver.cores", "spark.executor.memory", "spark.executor.instances", "spark.driver.port",
        "spark.kubernetes.memoryOverheadFactor", "spark.kubernetes.container.image.pullPolicy", "spark.kubernetes.driver.label.team",
        "spark.kubernetes.driver.secretKeyRef.PASSWORD", "spark.kubernetes.driver.volumes.hostPath.a.mount.path", "spark.ui.port", "spark.kubernetes.local.dirs.tmpfs",
    ];

    // Everything that means something to a properties file, a shell or a line, among ordinary letters.
    private static readonly Gen<string> Texts =
        Gen.Elements("a", "B", "7", " ", "=", ":", "\\", "\n", "\t", "\f", "#", "!", "${", "}", "é", "数", "\U0001F600", "'", "\"", ",", "{{APP_ID}}", "\u0085", "\u2028", "-", ".")
            .ListOf().Select(string.Concat);

    // From one MiB to what no machine has, and near the ends of numbers of 32 and 64 bits.
    private static readonly Gen<long> Sizes =
        Gen.Choose(0, 62).SelectMany(bits => Gen.Choose(-2, 2).Select(near => Math.Max(1, (1L << bits) + near)));

    [Fact]
    public void A_value_comes_out_as_it_went_in_and_brings_no_second_property_along() =>
        Prop.ForAll(Arb.From(Texts), Arb.From(Texts), (first, second) =>
        {
            var objects = A.Planned("4.0.1", ("spark.first", first), ("spark.second", second));

            var read = JavaPropertiesText.Read(objects.Companions.Data("spark.properties"));
            return read.Count == objects.Properties.Count && read.All(property => objects.Properties[property.Key] == property.Value)
                && objects.Properties["spark.first"] == first && objects.Properties["spark.second"] == second;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_an_application_is_called_its_service_and_its_label_have_names_that_a_cluster_takes() =>
        Prop.ForAll(Arb.From(Texts.ListOf().Select(string.Concat)), name =>
        {
            var names = SparkNames.For(name, SparkIdentity.Of(A.Identity), SparkReleases.For("4.0.1"));
            var label = SparkNames.AppNameLabel(name);
            return names.DriverService.Length <= 63 && IsName(names.DriverService) && label.Length <= 63 && (label.Length == 0 || IsName(label));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void There_are_either_objects_or_errors_and_never_both() =>
        Prop.ForAll(Arb.From(Gen.Elements(TypedKeys)), Arb.From(Texts), (key, value) =>
        {
            var (objects, errors) = A.Plan("4.1.1", (key, value));
            return objects is null == errors.Count > 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_settings_does_not_matter_and_the_same_input_gives_the_same_bytes() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1000)), seed =>
        {
            KeyValuePair<string, string>[] settings = [.. Enumerable.Range(0, 20).Select(index => KeyValuePair.Create($"spark.sql.option{index}", $"{index * seed}"))];
            var shuffled = settings.ToArray();
            new System.Random(seed).Shuffle(shuffled);
            return Bytes(settings).AsSpan().SequenceEqual(Bytes(shuffled));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Memory_is_exact_to_the_mebibyte_or_refused() =>
        Prop.ForAll(Arb.From(Sizes), Arb.From(Sizes), (heap, overhead) =>
        {
            var (objects, errors) = A.Plan("4.0.1", ("spark.driver.memory", $"{heap}m"), ("spark.driver.memoryOverhead", $"{overhead}m"));
            return objects is null
                ? errors.Count > 0 && (BigInteger)heap + overhead > int.MaxValue
                : objects.Driver.SparkContainer().Resources!.Limits!["memory"].Text == $"{(BigInteger)heap + overhead}Mi";
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_is_in_no_message_and_in_no_object()
    {
        const string token = "c29tZS12ZXJ5LXNlY3JldC10b2tlbg";

        var (objects, errors) = A.Plan("4.0.1", ("spark.kubernetes.authenticate.driver.oauthToken", token), ("spark.kubernetes.authenticate.oauthToken", token), ("spark.driver.cores", "0"));

        objects.Should().BeNull();
        errors.Should().NotBeEmpty().And.OnlyContain(error => !error.ToString().Contains(token));
        A.Planned("4.0.1", ("spark.kubernetes.authenticate.oauthToken", token)).Companions.Select(companion => Encoding.UTF8.GetString(companion.ToJson()))
            .Should().OnlyContain(json => !json.Contains(token));
    }

    private static bool IsName(string text) => text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
        && text[0] != '-' && text[^1] != '-';

    private static byte[] Bytes(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var rendered = A.Rendered(A.Application(spec => spec with { SparkConf = settings.ToDictionary() }));
        return [.. rendered.Companions.SelectMany(companion => companion.ToJson()), .. ContractsJson.Serialize(rendered.Driver)];
    }
}
