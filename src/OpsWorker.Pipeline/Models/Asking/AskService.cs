using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Models.Asking;

/// <summary>Answers questions about recorded incidents of an organisation.</summary>
public sealed class AskService(
    ModelSet models,
    ModelCaller caller,
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IJournalStore journal,
    IEvidenceStore evidence,
    AccessGuard access)
{
    private const int MaxIncidents = 200;

    /// <summary>The answer, or the reason for which there is none.</summary>
    /// <param name="principal">The person or program that asks; an answer may cost money, so that reading is not enough.</param>
    /// <param name="question">The question.</param>
    /// <param name="incidentId">The incident; null to find it by the names in the question.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AccessDeniedException">The principal has not the permission.</exception>
    public async Task<(AskedAnswer? Answer, string? Problem)> AskAsync(
        Principal principal, string question, string? incidentId, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Investigate, incidentId);
        if (models.Of(ModelStage.Ask).Count == 0) return (null, "No model is configured for questions: see docs/models.md.");
        var incident = incidentId is null
            ? QuestionMatch.Find(await NewestAsync(principal, cancellationToken), question)
            : await incidents.GetAsync(principal.Organisation, incidentId, cancellationToken);
        if (incident is null || !principal.Sees(incident.Workspace))
        {
            return (null, "No incident has a name that is in the question; name one by its id.");
        }

        if (await LatestAsync(incident, cancellationToken) is not { Report: { } report } investigation)
        {
            return (null, $"Incident {incident.Id} has no report yet.");
        }

        var recorded = await EvidenceOfAsync(investigation, cancellationToken);
        return (await new Conversation(caller).AskAsync(incident, report, recorded, question, cancellationToken), null);
    }

    private async Task<IReadOnlyList<Incident>> NewestAsync(Principal principal, CancellationToken cancellationToken)
    {
        var newest = await incidents.ListAsync(principal.Organisation, new PageRequest(MaxIncidents), cancellationToken);
        return [.. newest.Items.Where(incident => principal.Sees(incident.Workspace))];
    }

    /// <summary>The latest attempt with a report.</summary>
    private async Task<Investigation?> LatestAsync(Incident incident, CancellationToken cancellationToken)
    {
        for (var attempt = Math.Max(incident.Attempt, 1); attempt >= 1; attempt--)
        {
            var id = Investigation.IdOf(incident.Id, attempt);
            var found = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
            if (found is { Report: not null }) return found;
        }

        return null;
    }

    private async Task<IReadOnlyList<Evidence>> EvidenceOfAsync(Investigation investigation, CancellationToken cancellationToken)
    {
        var found = new List<Evidence>();
        foreach (var entry in await journal.ReadAsync(investigation.Organisation, investigation.Id, cancellationToken))
        {
            if (entry is not { Kind: JournalEntryKind.Query, ContentKey: { } key }) continue;
            if (await evidence.GetAsync(investigation.Organisation, key, cancellationToken) is not { } content) continue;
            found.AddRange(QueryResultsCodec.Unpack(content)
                .Select((result, index) => new Evidence(EvidenceIds.Of(entry.Number, index), result)));
        }

        return found;
    }
}
