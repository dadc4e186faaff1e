using System.Globalization;
using LocalCluster.Serving;

namespace LocalCluster.CommandLine;

/// <summary>Reads <c>--option value</c> and <c>--option=value</c>. Pure.</summary>
internal static class CommandLineParsing
{
    public const string Help = """
        LocalCluster: a Kubernetes API server with simulated nodes in one process, for laptops and tests.

        Usage: LocalCluster [options]

          --listen https://127.0.0.1:PORT  where to serve, over TLS; port 0 takes any free one (default: port 0)
          --write-kubeconfig FILE          write a kubeconfig for the user admin (group system:masters)
          --account NAMESPACE/NAME=FILE    make this service account and write a kubeconfig for it; may be given several times
          --nodes N                        simulated nodes, default 3; with 0 there is no scheduler, no kubelet and no simulated driver
          --faults FILE                    fault rules, one JSON object a line: {"verb":"create","resource":"pods","nth":1,"fault":"500"}
          --seed N                         of everything that is drawn by chance, default 1
          --help                           this text

        It starts empty, prints 'ready https://...' when it serves, and ends on SIGTERM or Ctrl-C.
        """;

    private static readonly string[] Known = ["--listen", "--write-kubeconfig", "--account", "--nodes", "--faults", "--seed", "--help"];

    /// <summary>Null when only help was asked for. Throws <see cref="CommandLineException"/>.</summary>
    public static LocalClusterOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new LocalClusterOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (name is "--help" or "-h")
                return null;
            if (!Known.Contains(name))
                throw new CommandLineException($"unknown option '{name}'{Suggestion(name)}; --help lists the options.");
            if (value is null && ++i < arguments.Count)
                value = arguments[i];
            if (string.IsNullOrEmpty(value))
                throw new CommandLineException($"option '{name}' needs a value; --help shows which.");
            options = With(options, name, value);
        }

        return options;
    }

    private static LocalClusterOptions With(LocalClusterOptions options, string name, string value) => name switch
    {
        "--listen" => options with { Listen = Address(value) },
        "--write-kubeconfig" => options with { KubeconfigPath = value },
        "--account" => options with { Accounts = options.Accounts.Add(Account(value)) },
        "--nodes" => options with { Nodes = Count(value) },
        "--seed" => options with { Seed = Seed(value) },
        _ => options with { FaultsPath = value },
    };

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == "https" && address.IsLoopback && address.PathAndQuery == "/"
            ? address
            : throw new CommandLineException($"--listen is '{value}'; write https://127.0.0.1:PORT (only this machine can be served), with port 0 for any free one.");

    private static PreparedAccount Account(string value) => value.Split('=', 2) is [var account, { Length: > 0 } file] && account.Split('/') is [{ Length: > 0 } @namespace, { Length: > 0 } name]
        ? new PreparedAccount(@namespace, name, file)
        : throw new CommandLineException($"--account is '{value}'; write NAMESPACE/NAME=FILE, where FILE is the kubeconfig to be written.");

    private static int Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 5000
            ? count
            : throw new CommandLineException($"--nodes is '{value}'; write a number from 0 to 5000.");

    private static int Seed(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : throw new CommandLineException($"--seed is '{value}'; write a whole number.");

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string Suggestion(string name)
    {
        var (closest, distance) = Known.Select(known => (known, EditDistance(name, known))).MinBy(pair => pair.Item2);
        return distance <= 3 || closest.StartsWith(name, StringComparison.Ordinal) ? $"; did you mean '{closest}'?" : "";
    }

    /// <summary>Insertions, deletions and replacements between two texts.</summary>
    private static int EditDistance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
