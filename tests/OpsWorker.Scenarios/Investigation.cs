using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Scenarios;

/// <summary>An investigation as a live one is: the same script, plan and limits, and the same reading of queries.</summary>
/// <param name="Diagnosis">What came of it.</param>
/// <param name="Evidence">Every answer of the cluster.</param>
/// <param name="Rounds">How often it was asked.</param>
internal sealed record Investigation(DiagnosisResult Diagnosis, IReadOnlyList<Evidence> Evidence, int Rounds)
{
    /// <summary>Investigates a cluster that was written down.</summary>
    public static async Task<Investigation> RunAsync(Incident incident, IQueryReader reader)
    {
        var executor = new QueryExecutor(reader, new QueryLimits(), TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var context = new DirectContext(incident, executor.ExecuteAsync, TimeProvider.System);
        var script = new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All));
        var report = await script.RunAsync("inv_test", context, TestContext.Current.CancellationToken);
        return new Investigation(report.Diagnosis, context.Evidence, context.Rounds);
    }
}
