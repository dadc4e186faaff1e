using FsCheck;
using FsCheck.Fluent;

namespace Shared.Contracts.Tests.JsonPatch;

internal sealed record DocumentPair(string Before, string After);

/// <summary>Small documents over few names and values, so that two of them often share parts.</summary>
internal static class Documents
{
    private static readonly string[] Names = ["a", "b", "x/y", "~", "", "0"];
    private static readonly string[] Leaves = ["null", "true", "1", "2", "\"s\"", "\"\"", "{}", "[]"];

    public static Arbitrary<DocumentPair> Pairs =>
        Gen.Two(Documentation(3)).Select(pair => new DocumentPair(pair.Item1, pair.Item2)).ToArbitrary();

    private static Gen<string> Documentation(int depth) =>
        depth == 0
            ? Gen.Elements(Leaves)
            : Gen.OneOf(Gen.Elements(Leaves), List(depth), Members(depth), Members(depth));

    private static Gen<string> List(int depth) =>
        Gen.Choose(0, 4).SelectMany(count => Documentation(depth - 1).ListOf(count)).Select(items => $"[{string.Join(",", items)}]");

    private static Gen<string> Members(int depth) =>
        Gen.SubListOf(Names).SelectMany(names =>
            Documentation(depth - 1).ListOf(names.Count).Select(values =>
                $"{{{string.Join(",", names.Zip(values, (name, value) => $"\"{name}\":{value}"))}}}"));
}
