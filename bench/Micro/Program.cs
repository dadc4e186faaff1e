using BenchmarkDotNet.Running;
using Micro;

// dotnet run -c Release --project bench/Micro -- --filter '*Admission*'    as BenchmarkDotNet measures
// dotnet run -c Release --project bench/Micro -- cpu                       CPU time of the admission benchmarks, for a machine that is shared
if (args is ["cpu"])
    CpuTime.Measure(Console.Out);
else
    _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
