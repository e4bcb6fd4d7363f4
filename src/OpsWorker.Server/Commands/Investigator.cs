using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Server.Commands;

/// <summary>Investigates a cluster without a server: the same plan, queries and diagnosis.</summary>
internal static class Investigator
{
    /// <summary>The report, and what was asked for it.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="reader">The cluster.</param>
    /// <param name="models">The models of each stage.</param>
    /// <param name="hosts">The code hosts.</param>
    /// <param name="cancellationToken">Ends the investigation.</param>
    public static async Task<(Report Report, DirectContext Context)> RunAsync(
        Incident incident, IQueryReader reader, ModelSet models, CodeHostSet hosts, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var executor = new QueryExecutor(reader, new QueryLimits(), time, NullLogger<QueryExecutor>.Instance);
        var context = new DirectContext(incident, executor.ExecuteAsync, time)
        {
            Models = new ModelCaller(models, ledger: null, memory: null, time),
            CodeHosts = new ChangeFinder(hosts),
        };
        var script = new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All), new ModelStages(models));
        var report = await script.RunAsync(incident.InvestigationId!, context, cancellationToken);
        return (report, context);
    }
}
