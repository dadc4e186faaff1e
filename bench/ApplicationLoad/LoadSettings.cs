using System.Collections.Immutable;
using System.Globalization;
using ApplicationLoad.Loading;

namespace ApplicationLoad;

/// <summary>What is run, and how much of it.</summary>
internal sealed record LoadSettings
{
    public const string Usage = """
        ApplicationLoad: an open-loop load of SparkApplications.

          dotnet run --project bench/ApplicationLoad -c Release -- SCENARIO... [options]
          dotnet run --project bench/ApplicationLoad -c Release -- report [--results FOLDER] [--document FILE.md]
          bench/run.sh does the same with what is shipped: published programs in place of built ones, and the page behind every run.

        Scenarios, each on a cluster of its own:
          burst       --count applications at once (1000)
          rate        --rate applications a minute (1000) for --minutes (5)
          trickle     60 a minute for --minutes (5)
          slow-api    --rate for --minutes, every call answered --latency later (50 ms)
          hold        --held finished applications (10000) and --running ones (1000) with --held-executors each (10)
          fail-over   kill -9 of the leader, then a graceful stop, while 300 applications a minute come
          idle        the controller's processor time while nothing happens, for --minutes (1)
          ceiling     one rate after the other (--rates 500,1000,...), --minutes each (1): the highest that is kept up
          soak        mixed load at --rate (300) with faults for --minutes (60); goes on where a former run ended

        Options:
          --count N, --rate N, --rates N,N,..., --minutes N, --latency MS, --held N, --running N, --held-executors N
          --executors N    of each application (2)
          --run-for MS     how long each driver works once its executors run (200)
          --namespaces N   over which the applications are spread (10)
          --qps N          the controller's --kube-api-qps, with twice as many at once; 0 is no limit (the controller's own default)
          --nodes N        simulated nodes of LocalCluster (100)
          --results FOLDER where each scenario leaves its JSON (bench/results)
          --document FILE  the page that report writes (docs/benchmarks.md), with its plots in the folder benchmarks beside it
          --label TEXT     put behind the name of the JSON file, to keep runs apart
          --external       load the cluster of KUBECONFIG, which has an operator: SparkApplications are created there and stay, SparkApplications and
                           driver pods are listed and watched, and nothing else is done; burst, rate, trickle and ceiling can do that
          --external-namespaces A,B   where they are created there (default); they and the service account must exist
          --service-account NAME, --image NAME, --spark-version VERSION   of the applications

        E2E_PUBLISHED=FOLDER runs what scripts/publish.sh made instead of what was built beside this program, which has to be compiled while it is measured.
        The exit code is 0 when the load was run, whatever it measured; 2 when this text was not understood; else 1.
        """;

    public required ImmutableArray<string> Scenarios { get; init; }
    public int Count { get; init; } = 1000;

    /// <summary>Applications a minute; null: as the scenario has it.</summary>
    public double? Rate { get; init; }

    public ImmutableArray<double> Rates { get; init; } = [500, 1000, 1500, 2000, 2500, 3000, 4000];

    /// <summary>Null: as the scenario has it.</summary>
    public double? Minutes { get; init; }

    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(50);
    public int Held { get; init; } = 10_000;
    public int Running { get; init; } = 1_000;
    public int HeldExecutors { get; init; } = 10;
    public int Namespaces { get; init; } = 10;
    public int Nodes { get; init; } = 100;

    /// <summary>Requests a second that the controller may send; 0 is no limit. Null: its own default.</summary>
    public int? RequestsPerSecond { get; init; }

    public string Results { get; init; } = Path.Combine("bench", "results");
    public string Document { get; init; } = Path.Combine("docs", "benchmarks.md");
    public string Label { get; init; } = "";
    public bool IsExternal { get; init; }
    public ImmutableArray<string> ExternalNamespaces { get; init; } = ["default"];
    public ApplicationShape Shape { get; init; } = new();

    public TimeSpan Lasting(double minutes) => TimeSpan.FromMinutes(Minutes ?? minutes);

    /// <summary>For every controller that is started.</summary>
    public IReadOnlyList<string> ControllerArguments => RequestsPerSecond is not { } limit ? []
        : [string.Create(CultureInfo.InvariantCulture, $"--kube-api-qps={limit}"), string.Create(CultureInfo.InvariantCulture, $"--kube-api-burst={Math.Max(1, 2 * limit)}")];

    /// <exception cref="ArgumentException">The command line is not understood; the message says how it is written.</exception>
    public static LoadSettings Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> known)
    {
        var settings = new LoadSettings { Scenarios = [] };
        for (var i = 0; i < arguments.Count; i++)
        {
            if (known.Contains(arguments[i]))
                settings = settings with { Scenarios = settings.Scenarios.Add(arguments[i]) };
            else if (arguments[i] == "--external")
                settings = settings with { IsExternal = true };
            else if (i + 1 < arguments.Count)
                settings = settings.With(arguments[i], arguments[++i]);
            else
                throw Wrong(arguments[i], "");
        }

        return settings.Scenarios.IsEmpty ? throw new ArgumentException($"No scenario is named.\n\n{Usage}") : settings;
    }

    private LoadSettings With(string option, string value) => option switch
    {
        "--count" => this with { Count = Whole(option, value) },
        "--rate" => this with { Rate = Number(option, value) },
        "--rates" => this with { Rates = [.. value.Split(',').Select(one => Number(option, one))] },
        "--minutes" => this with { Minutes = Number(option, value) },
        "--latency" => this with { Latency = TimeSpan.FromMilliseconds(Number(option, value)) },
        "--held" => this with { Held = Whole(option, value) },
        "--running" => this with { Running = Whole(option, value) },
        "--held-executors" => this with { HeldExecutors = Whole(option, value) },
        "--executors" => this with { Shape = Shape with { Executors = Whole(option, value) } },
        "--run-for" => this with { Shape = Shape with { RunFor = TimeSpan.FromMilliseconds(Number(option, value)) } },
        "--namespaces" => this with { Namespaces = Whole(option, value) },
        "--nodes" => this with { Nodes = Whole(option, value) },
        "--qps" => this with { RequestsPerSecond = value == "0" ? 0 : Whole(option, value) },
        "--results" => this with { Results = value },
        "--document" => this with { Document = value },
        "--label" => this with { Label = $"-{value}" },
        "--external-namespaces" => this with { ExternalNamespaces = [.. value.Split(',')] },
        "--service-account" => this with { Shape = Shape with { ServiceAccount = value } },
        "--image" => this with { Shape = Shape with { Image = value } },
        "--spark-version" => this with { Shape = Shape with { SparkVersion = value } },
        _ => throw Wrong(option, value),
    };

    private static int Whole(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Wrong(option, value);

    private static double Number(string option, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Wrong(option, value);

    private static ArgumentException Wrong(string option, string value) => new($"'{option} {value}' is not understood.\n\n{Usage}");
}
