using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Benchmarks;

/// <summary>
/// A whole investigation, from the first file that is read to the report: of a recorded cluster, where the recorded ones
/// are beside the repository, and of a namespace with 5,000 pods.
/// </summary>
[MemoryDiagnoser]
public class DiagnosisBenchmarks : IDisposable
{
    private const int Deployments = 100;
    private const int PodsEach = 50;

    private readonly TemporaryFolder _large = new();
    private string _recorded = "";
    private string _recordedNamespace = TestCluster.Namespace;

    [GlobalSetup]
    public void Write()
    {
        WriteLarge();
        var cases = Path.Combine(Repository.Root, "..", "shared", "cases");
        if (!Directory.Exists(cases))
        {
            _recorded = _large.FullPath;
            return;
        }

        // The one in the middle by name, always the same.
        var folders = Directory.GetDirectories(cases).Order(StringComparer.Ordinal).ToList();
        _recorded = Path.Combine(folders[folders.Count / 2], "cluster");
        _recordedNamespace = Directory.GetDirectories(_recorded).Select(d => Path.GetFileName(d)!)
            .First(n => n is not ("default" or "kube-system"));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _large.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public Task<Report> RecordedCase() => InvestigateAsync(_recorded, _recordedNamespace);

    [Benchmark]
    public Task<Report> FiveThousandPods() => InvestigateAsync(_large.FullPath, TestCluster.Namespace);

    private static Task<Report> InvestigateAsync(string folder, string ns)
    {
        var executor = new QueryExecutor(
            DumpReader.Open(folder), new QueryLimits(), TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var context = new DirectContext(
            IncidentSamples.WithLabels(new() { ["namespace"] = ns }, TestCluster.AlertAt), executor.ExecuteAsync, TimeProvider.System);
        var script = new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All));
        return script.RunAsync("inv_benchmark", context, CancellationToken.None);
    }

    // One Deployment in ten has pods that crash, so that the ranking has something to do.
    private void WriteLarge()
    {
        var cluster = new TestCluster();
        for (var deployment = 0; deployment < Deployments; deployment++)
        {
            var name = $"app-{deployment:000}";
            cluster.Deployment(name, replicas: PodsEach).Service(name).Call(name, $"app-{(deployment + 1) % Deployments:000}");
            for (var pod = 1; pod <= PodsEach; pod++)
            {
                var crashes = deployment % 10 == 0 && pod <= 5;
                cluster.Pod(name, crashes ? States.Crashing() : States.Ready, number: pod);
                if (crashes) cluster.PodEvent(name, "BackOff", "Back-off restarting failed container main", number: pod);
            }

            cluster.Logs(name, "INFO listening on :8080", "ERROR dial tcp 10.96.0.5:5432: connect: connection refused");
        }

        cluster.WriteTo(_large.FullPath);
    }
}
