using System.CommandLine;

namespace Cli.Commands;

/// <summary>The files that a command reads: arguments, or with <c>-f</c> in front as kubectl has it; <c>-</c> is standard input.</summary>
internal sealed class FileArgument
{
    private readonly Argument<string[]> _arguments;
    private readonly Option<string[]> _options = new("--filename", "-f") { Description = "The same with a flag, as in kubectl." };

    private readonly int _most;

    private FileArgument(string name, string description, int most) =>
        (_arguments, _most) = (new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore }, most);

    public static FileArgument One(string description) => new("file", description, 1);

    public static FileArgument Many(string description) => new("path", description, int.MaxValue);

    /// <summary>Adds both, and refuses a command line with neither, or with more than the command takes.</summary>
    public void AddTo(Command command)
    {
        command.Add(_arguments);
        command.Add(_options);
        command.Validators.Add(result =>
        {
            var count = (result.GetValue(_arguments)?.Length ?? 0) + (result.GetValue(_options)?.Length ?? 0);
            if (count == 0)
                result.AddError($"there is nothing to read; give a {_arguments.Name}, or - for standard input");
            else if (count > _most)
                result.AddError($"there are {count} files; give one");
        });
    }

    public IReadOnlyList<string> ReadAll(ParseResult parsed) => [.. parsed.GetValue(_arguments) ?? [], .. parsed.GetValue(_options) ?? []];

    public string Read(ParseResult parsed) => ReadAll(parsed).Single();
}
