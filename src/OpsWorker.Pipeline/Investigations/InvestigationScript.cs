using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;
using OpsWorker.Pipeline.Models;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// The investigation itself, as ordinary sequential code: ask, diagnose, ask for what diagnosis still needs,
/// conclude, and let models choose and explain where there are any. Between effects it is deterministic, so that it may be run again from
/// the top.
/// </summary>
public sealed class InvestigationScript(DiagnosisEngine diagnosis, ModelStages? models = null)
{
    /// <summary>The maximum number of query rounds.</summary>
    public const int MaxRounds = 4;

    private readonly ModelStages _models = models ?? ModelStages.None;

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
        ClusterState? state = null;
        DiagnosisResult? result = null;
        string? limitation = null;
        var looks = new List<ModelCallSummary>();
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
            state = ClusterState.From(evidence);
            result = diagnosis.Run(state, scope);
            queries = result.NeedMore.Count > 0
                ? result.NeedMore
                : await _models.LookFurtherAsync(context, incident, result, evidence, looks, cancellationToken);
        }

        if (state is not null && result is { NeedChanges.Count: > 0 })
        {
            var changes = await context.FindChangesAsync(result.NeedChanges, cancellationToken);
            if (changes.Count > 0) result = diagnosis.Run(state, scope, changes);
        }

        var (concluded, origin) = EarlierFindings.With((result ?? Unreachable) with { NeedMore = [], NeedChanges = [] }, earlier);
        (concluded, var contribution) = await _models.AdviseAsync(context, incident, concluded, looks, cancellationToken);
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
            Models = contribution,
        };
    }

    private static DiagnosisResult Unreachable { get; } = new() { Verdict = CauseCode.ClusterUnreachable, Causes = [] };
}
