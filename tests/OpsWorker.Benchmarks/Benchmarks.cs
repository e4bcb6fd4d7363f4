using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace OpsWorker.Benchmarks;

/// <summary>The benchmarks that BenchmarkDotNet runs.</summary>
internal static class Benchmarks
{
    // In this process: a project that BenchmarkDotNet generates would have to keep this repository's rules.
    public static void Run(string[] args)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(8);
        BenchmarkSwitcher
            .FromTypes([typeof(GroupCommitBenchmarks), typeof(DiagnosisBenchmarks)])
            .Run(args, DefaultConfig.Instance.AddJob(job));
    }
}
