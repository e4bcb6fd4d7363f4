using System.Collections.Concurrent;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Portal.Incidents;

/// <summary>The state of an incident's answer.</summary>
public enum AnswerState
{
    /// <summary>No investigation is wanted.</summary>
    None,

    /// <summary>An investigation is wanted or runs.</summary>
    Running,

    /// <summary>A cause was found.</summary>
    Found,

    /// <summary>It ended without a cause.</summary>
    NoCause,
}

/// <summary>The answer to an incident in one line.</summary>
public sealed record IncidentHeadline(AnswerState State, string Text);

/// <summary>
/// Reads the conclusions of incidents for lists. Those of ended investigations never change and are kept, within a bound.
/// </summary>
internal sealed class IncidentHeadlines(IInvestigationStore investigations)
{
    private const int MaxKept = 2_000;
    private readonly ConcurrentDictionary<(OrganisationId Organisation, string Id), IncidentHeadline> _ended = new();

    public async Task<IncidentHeadline> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.InvestigationId is not { } id)
        {
            return new IncidentHeadline(AnswerState.None, incident.WhyNotInvestigated ?? "Not investigated, as its rule says.");
        }

        if (_ended.TryGetValue((incident.Organisation, id), out var known)) return known;
        var investigation = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
        var headline = Of(investigation);
        if (investigation is { HasEnded: true })
        {
            if (_ended.Count >= MaxKept) _ended.Clear();
            _ended[(incident.Organisation, id)] = headline;
        }

        return headline;
    }

    private static IncidentHeadline Of(Investigation? investigation) => investigation switch
    {
        null => new(AnswerState.NoCause, "Its investigation is no longer kept."),
        { HasEnded: false, Attempt: > 1 } => new(
            AnswerState.Running, FormattableString.Invariant($"Investigating, attempt {investigation.Attempt}")),
        { HasEnded: false } => new(AnswerState.Running, "Investigating"),
        { Report: { } report } => new(
            report.Diagnosis.Verdict is CauseCode.NotFound or CauseCode.Healthy or CauseCode.ClusterUnreachable or CauseCode.OutOfScope
                ? AnswerState.NoCause
                : AnswerState.Found,
            report.Headline),
        _ => new(AnswerState.NoCause, investigation.Failure ?? "It ended without a report."),
    };
}
