using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Server.Commands;

/// <summary>Investigates a cluster without a server: the same plan, queries and diagnosis.</summary>
internal static class Investigator
{
    /// <summary>The report, and what was asked for it.</summary>
    public static async Task<(Report Report, DirectContext Context)> RunAsync(
        Incident incident, IQueryReader reader, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var executor = new QueryExecutor(reader, new QueryLimits(), time, NullLogger<QueryExecutor>.Instance);
        var context = new DirectContext(incident, executor.ExecuteAsync, time);
        var script = new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All));
        var report = await script.RunAsync(incident.InvestigationId!, context, cancellationToken);
        return (report, context);
    }
}
