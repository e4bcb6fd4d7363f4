using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Incidents;

/// <summary>Lets a running server investigate, and waits for the report.</summary>
internal static class ServerInvestigation
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>The report.</summary>
    /// <exception cref="UserErrorException">The server refuses the target.</exception>
    /// <exception cref="ServerUnavailableException">The investigation ends without a report.</exception>
    public static async Task<Report> RunAsync(ServerConnection server, InvestigationTarget target, CancellationToken cancellationToken)
    {
        var wanted = new TargetToInvestigate(
            target.Cluster, target.Namespace, target.Kind is null ? null : $"{target.Kind}/{target.Name}");
        using var body = JsonContent.Create(wanted, ServerInvestigationJson.Default.TargetToInvestigate);
        var answer = await server.SendAsync(HttpMethod.Post, "v1/investigations", body, cancellationToken);
        var started = ServerConnection.Parse(answer, ServerInvestigationJson.Default.StartedInvestigation);
        var path = "v1/investigations/" + Uri.EscapeDataString(started.Incident.InvestigationId);
        await Console.Error.WriteLineAsync($"Investigating {target} in cluster {target.Cluster} ({started.Incident.Id})");
        while (true)
        {
            var read = await server.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            var investigation = ServerConnection.Parse(read, ServerInvestigationJson.Default.AwaitedInvestigation);
            if (investigation.Report is { } report) return report;
            if (investigation.Status is InvestigationStatus.Failed or InvestigationStatus.Cancelled)
            {
                throw new ServerUnavailableException($"There is no report: {investigation.Failure}");
            }

            await Task.Delay(s_interval, TimeProvider.System, cancellationToken);
        }
    }
}

// The requests and answers of the API, as far as this command uses them.
internal sealed record TargetToInvestigate(string? Cluster, string? Namespace, string? Object);

internal sealed record StartedInvestigation(StartedIncident Incident);

internal sealed record StartedIncident(string Id, string InvestigationId);

internal sealed record AwaitedInvestigation(InvestigationStatus Status, Report? Report, string? Failure);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Iso8601DurationConverter)])]
[JsonSerializable(typeof(TargetToInvestigate))]
[JsonSerializable(typeof(StartedInvestigation))]
[JsonSerializable(typeof(AwaitedInvestigation))]
internal sealed partial class ServerInvestigationJson : JsonSerializerContext;
