using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cli.Help;

/// <summary>The usual help, and then what to type.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var examples = Examples.Of(parseResult.CommandResult.Command.PathOf());
        if (examples.Count > 0)
            parseResult.InvocationConfiguration.Output.Write($"Examples:\n{string.Concat(examples.Select(example => $"  {example}\n"))}\n");
        return code;
    }

    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }
}
