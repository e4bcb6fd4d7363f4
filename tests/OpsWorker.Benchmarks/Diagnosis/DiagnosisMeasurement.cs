using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Kubernetes.State;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Benchmarks.Diagnosis;

/// <summary>
/// Measures the processor time of diagnosis, after a run to warm up: of each recorded case where these are beside the repository, and of
/// answers that somebody wrote to keep it busy.
/// </summary>
internal static class DiagnosisMeasurement
{
    private static readonly DiagnosisEngine s_engine = new(DetectorCatalogue.All);
    private static readonly Scope s_scope = new() { Namespace = "shop", AlertNames = ["RequestsFail"], StartsAt = TestCluster.AlertAt };

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync()
    {
        await RecordedAsync();
        await ManyPodsAsync();
        Print("answer of 8 MiB", "CPU ms");
        foreach (var (name, evidence) in HostileAnswer.All()) Print(name, $"{Measure(() => Run(evidence, s_scope)):0}");
    }

    private static async Task RecordedAsync()
    {
        var root = Path.Combine(Repository.Root, "..", "shared");
        var folders = new[] { "cases", "cases-trainticket", "cases-field" }.Select(f => Path.Combine(root, f)).Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal).ToList();
        if (folders.Count == 0)
        {
            Print("recorded cases", "not beside the repository");
            return;
        }

        var times = new List<double>();
        foreach (var folder in folders)
        {
            var (evidence, scope) = await AnswersAsync(folder);
            Run(evidence, scope);
            times.Add(Measure(() => Run(evidence, scope)));
        }

        times.Sort();
        var (median, p95) = (times[times.Count / 2], times[(int)(0.95 * times.Count)]);
        Print($"{folders.Count} recorded cases", $"median {median:0} ms, p95 {p95:0} ms, most {times[^1]:0} ms");
    }

    // What an agent reads of a namespace of 5,000 pods of six kilobytes each: its lists are cut at their budgets.
    private static async Task ManyPodsAsync()
    {
        using var folder = new TemporaryFolder();
        ManyPodsCase.Write(folder.FullPath);
        var (evidence, scope) = await AnswersAsync(folder.FullPath);
        Run(evidence, scope);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var time = Measure(() => Run(evidence, scope));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Print("a namespace of 5,000 pods", $"{time:0} ms, {allocated / 1_000_000.0:0} MB allocated");
    }

    private static async Task<(IReadOnlyList<Evidence> Evidence, Scope Scope)> AnswersAsync(string folder)
    {
        using var payload = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "alert.json")));
        var now = TimeProvider.System.GetUtcNow();
        var batch = new AlertmanagerSource().Read(payload.RootElement, new OrganisationId("org_test"), now);
        var alert = PayloadIncident.From(batch, "cl_test", now);
        var executor = new QueryExecutor(
            DumpReader.Open(Path.Combine(folder, "cluster")), new QueryLimits(), TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var context = new DirectContext(alert, executor.ExecuteAsync, TimeProvider.System);
        await new InvestigationScript(s_engine).RunAsync("inv_benchmark", context, CancellationToken.None);
        return (context.Evidence, Scope.From(alert));
    }

    private static void Run(IReadOnlyList<Evidence> evidence, Scope scope) => s_engine.Run(ClusterState.From(evidence), scope);

    private static double Measure(Action run)
    {
        var before = Environment.CpuUsage.UserTime;
        run();
        return (Environment.CpuUsage.UserTime - before).TotalMilliseconds;
    }

    private static void Print(string name, string value) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-42} {value}"));
}
