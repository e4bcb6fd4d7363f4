using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// The investigation itself, as ordinary sequential code: ask, diagnose, ask for what diagnosis still needs,
/// conclude. Between effects it is deterministic, so that it may be run again from the top.
/// </summary>
public sealed class InvestigationScript(DiagnosisEngine diagnosis)
{
    /// <summary>The maximum number of query rounds.</summary>
    public const int MaxRounds = 4;

    /// <summary>Investigates the incident that the context begins with.</summary>
    /// <param name="investigationId">The investigation; its report names it.</param>
    /// <param name="context">The world.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<Report> RunAsync(string investigationId, IInvestigationContext context, CancellationToken cancellationToken)
    {
        var (incident, startedAt, earlier) = await context.BeginAsync(cancellationToken);
        var scope = Scope.From(incident);
        var evidence = new List<Evidence>();
        var queries = Plan.For(scope);
        DiagnosisResult? result = null;
        string? limitation = null;
        for (var round = 1; round <= MaxRounds && queries.Count > 0; round++)
        {
            var answer = await context.QueryAsync(queries, cancellationToken);
            if (answer.Failure is not null)
            {
                // Of an unknown cluster the headline says all.
                limitation = incident.ClusterId is null
                    ? null
                    : $"{answer.Failure} Asked in vain: {string.Join("; ", queries.Take(3))}{(queries.Count > 3 ? "; …" : "")}.";
                break;
            }

            evidence.AddRange(answer.Evidence);
            result = diagnosis.Run(ClusterState.From(evidence), scope);
            queries = result.NeedMore;
        }

        var (concluded, origin) = EarlierFindings.With((result ?? Unreachable) with { NeedMore = [] }, earlier);
        return new Report
        {
            InvestigationId = investigationId,
            IncidentId = incident.Id,
            Headline = Headlines.For(concluded, incident),
            Diagnosis = concluded,
            Evidence = [.. evidence.Select(e => EvidenceIds.Summary(e.Id, e.Result))],
            StartedAt = startedAt,
            CompletedAt = await context.GetTimeAsync(cancellationToken),
            Earlier = earlier,
            Limitation = origin is null ? limitation : string.Join(' ', new[] { origin, limitation }.OfType<string>()),
        };
    }

    private static DiagnosisResult Unreachable { get; } = new() { Verdict = CauseCode.ClusterUnreachable, Causes = [] };
}
