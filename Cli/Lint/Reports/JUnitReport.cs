using System.Xml.Linq;

namespace Cli.Lint.Reports;

/// <summary>JUnit's XML, which every CI service can show: a test case for each file, which fails with what was found in it.</summary>
internal static class JUnitReport
{
    public static string Of(LintRun run)
    {
        var cases = run.Files.Select(file => Case(run, file, [.. run.Findings.Where(finding => finding.File == file)])).ToList();
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", "sparkctl lint"),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(test => test.Element("failure") is not null)),
            new XAttribute("errors", 0),
            cases);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("testsuites", suite)}\n";
    }

    private static XElement Case(LintRun run, string file, IReadOnlyList<Finding> findings)
    {
        var test = new XElement("testcase", new XAttribute("classname", "sparkctl.lint"), new XAttribute("name", file), new XAttribute("file", file));
        var failing = findings.Where(run.Fails).ToList();
        if (failing.Count > 0)
            test.Add(new XElement("failure", new XAttribute("message", Clean(failing[0].ToString())), new XAttribute("type", failing[0].Code), Lines(failing)));
        if (findings.Where(finding => !run.Fails(finding)).ToList() is { Count: > 0 } told)
            test.Add(new XElement("system-out", Lines(told)));
        return test;
    }

    private static string Lines(IEnumerable<Finding> findings) => Clean(string.Join('\n', findings.Select(finding => finding.ToString())));

    // XML has no way to write these characters, not even escaped.
    private static string Clean(string text) => string.Concat(text.Select(letter => System.Xml.XmlConvert.IsXmlChar(letter) ? letter : '\ufffd'));
}
