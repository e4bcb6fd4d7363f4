using System.Text.Json;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>Reports problems to this server itself, by the same intake that agents' messages go through.</summary>
internal sealed class InProcessProblems(Cluster cluster, IntakeService intake, FiringProblems known) : IProblemReceiver
{
    /// <inheritdoc/>
    public Task<ClusterProblems> ListAsync(CancellationToken cancellationToken) => known.OfAsync(cluster, cancellationToken);

    /// <inheritdoc/>
    public async Task ReportAsync(ClusterProblems problems, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(problems, CoreJson.Default.ClusterProblems);
        try
        {
            await intake.AcceptAsync(new KubernetesSource(cluster), cluster.Organisation, payload, cancellationToken);
        }
        catch (InvalidPayloadException e)
        {
            throw new ProblemsRefusedException($"{e.Field}: {e.Message}");
        }
    }
}
