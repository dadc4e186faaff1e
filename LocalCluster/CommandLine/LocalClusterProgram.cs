using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LocalCluster.Controllers;
using LocalCluster.Faults;
using LocalCluster.Nodes.Logs;
using LocalCluster.Serving;

namespace LocalCluster.CommandLine;

/// <summary>The process: options in, a running cluster, an exit code out. 0: it was asked to end; 1: a part broke; 2: it could not begin as asked.</summary>
internal static class LocalClusterProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            if (CommandLineParsing.Parse(arguments) is { } options)
                await ServeAsync(options, output, stop.Token);
            else
                await output.WriteLineAsync(CommandLineParsing.Help);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (CommandLineException problem)
        {
            await errors.WriteLineAsync($"LocalCluster: {problem.Message}");
            return 2;
        }
        catch (Exception broken)
        {
            await errors.WriteLineAsync($"LocalCluster: stopped, because one of its parts failed: {broken.GetType().Name}: {broken.Message}");
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task ServeAsync(LocalClusterOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var logs = new PodLogs(clock);
        var faults = new FaultPlan(options.Seed);
        faults.Add(ReadFaults(options.FaultsPath));
        await using var server = ClusterServer.BeforeListening(new ClusterServerOptions { Listen = options.Listen, Clock = clock, Seed = options.Seed, PodLogs = logs, Faults = faults });
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Both at the same time: who reads 'ready' finds a server that answers and service accounts in its namespaces.
        var starting = Task.Factory.StartNew(
            () => ControlPlane.RunAsync(server.Api, clock, options.Nodes, server.CaCertificate, logs, working.Token), cancellationToken, TaskCreationOptions.None, TaskScheduler.Default);
        await ListenAsync(server, options.Listen, working);
        var controlPlane = await starting;
        if (options.KubeconfigPath is { } path)
            WriteKubeconfig(path, server.Kubeconfig());
        foreach (var account in options.Accounts)
            WriteKubeconfig(account.File, await PreparedAccounts.MakeAsync(account, server, cancellationToken));

        await output.WriteLineAsync($"ready {server.Address!.ToString().TrimEnd('/')}");
        await output.FlushAsync(cancellationToken);
        await controlPlane;
    }

    private static async Task ListenAsync(ClusterServer server, Uri address, CancellationTokenSource working)
    {
        try
        {
            await server.ListenAsync(working.Token);
        }
        catch (IOException problem)
        {
            await working.CancelAsync();
            throw new CommandLineException($"cannot listen on {address.Authority}: {problem.Message.TrimEnd('.')}; choose another port, or port 0 for any free one.");
        }
    }

    private static ImmutableArray<FaultRule> ReadFaults(string? path)
    {
        try
        {
            return path is null ? [] : FaultReading.Read(File.ReadAllText(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException($"cannot read the faults file '{path}': {problem.Message}");
        }
        catch (FormatException problem)
        {
            throw new CommandLineException($"faults file '{path}', {problem.Message}");
        }
    }

    private static void WriteKubeconfig(string path, string kubeconfig)
    {
        try
        {
            // It holds a key or a token: nobody else may read it.
            var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, mode);
            writer.Write(kubeconfig);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException($"cannot write the kubeconfig '{path}': {problem.Message}");
        }
    }
}
