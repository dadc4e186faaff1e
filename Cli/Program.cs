using Cli;

return await Sparkctl.RunAsync(args, Shell.OfThisProcess(), CancellationToken.None);
