using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OpsWorker.Benchmarks;

// dotnet run -c Release --project tests/OpsWorker.Benchmarks -- --filter '*'
// In this process: a project that BenchmarkDotNet generates would have to keep this repository's rules.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(8);
BenchmarkSwitcher.FromTypes([typeof(GroupCommitBenchmarks)]).Run(args, DefaultConfig.Instance.AddJob(job));
