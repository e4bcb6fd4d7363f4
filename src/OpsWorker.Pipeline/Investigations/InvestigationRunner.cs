using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Runs an investigation as far as it goes: from the top, over what its journal has, to the next answer that is not
/// there yet or to the report.
/// </summary>
public sealed partial class InvestigationRunner(
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IJournalStore journal,
    IClusterStore clusters,
    IEvidenceStore evidence,
    IMessageQueue queue,
    ITopic topic,
    Attempts attempts,
    InvestigationScript script,
    ModelCaller models,
    ChangeFinder hosts,
    ClusterSilence allowed,
    AnswerMemory memory,
    TimeProvider time,
    ILogger<InvestigationRunner> logger)
{
    /// <summary>The total time that an investigation waits for its cluster.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The time that it waits for a cluster whose agent is disconnected, or never connected; the incident is investigated again when
    /// the agent is back.
    /// </summary>
    public static readonly TimeSpan DisconnectedTimeLimit = TimeSpan.FromSeconds(20);

    private const int MaxAttempts = 5;

    /// <summary>Runs the investigation as far as it goes; one that has ended, or does not exist, stays as it is.</summary>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="investigationId">The investigation.</param>
    /// <param name="attempt">How often this was tried, from 1; what fails too often ends the investigation as failed.</param>
    /// <param name="cancellationToken">Ends the run, which can be repeated.</param>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> RunAsync(
        OrganisationId organisation, string investigationId, int attempt, CancellationToken cancellationToken)
    {
        while (await investigations.GetAsync(organisation, investigationId, cancellationToken) is { } investigation)
        {
            if (investigation.HasEnded)
            {
                // The report may have been stored just before a crash, and not been announced.
                await attempts.FinishAsync(investigation, cancellationToken);
                await AnnounceAsync(investigation, cancellationToken);
                return true;
            }

            try
            {
                var cluster = await ClusterOfAsync(investigation, cancellationToken);
                var running = await BeginAsync(investigation, cluster, cancellationToken);
                var recorded = await journal.ReadAsync(organisation, investigationId, cancellationToken);
                if (recorded.Count == 0) await RemindAtDeadlineAsync(running, cancellationToken);
                using var reserved = await memory.ReserveAsync(
                    recorded.Sum(entry => entry.Evidence.Sum(answer => answer.Bytes)), cancellationToken);
                await AdvanceAsync(running, cluster, recorded, cancellationToken);
            }
            catch (ModelCallStartedException started)
            {
                await CallModelAsync(investigation, started, cancellationToken);
            }
            catch (InvestigationSuspendedException)
            {
                InvestigationSuspended(investigationId);
                return false;
            }
            catch (InvestigationChangedException)
            {
                // Go round again with what the other run recorded.
            }
            catch (Exception e) when (e is InvalidDataException || (attempt >= MaxAttempts && e is not OperationCanceledException))
            {
                InvestigationFailed(e, investigationId);
                await FailAsync(organisation, investigationId, e.Message, cancellationToken);
            }
        }

        return true;
    }

    private async Task<Investigation> BeginAsync(Investigation investigation, Cluster? cluster, CancellationToken cancellationToken)
    {
        if (investigation.Status != InvestigationStatus.Queued) return investigation;
        var now = time.GetUtcNow();
        var isAway = cluster?.StatusAt(now, allowed) is null or ClusterStatus.Pending or ClusterStatus.Disconnected;
        return await UpdateAsync(
            investigation with
            {
                Status = InvestigationStatus.Running,
                StartedAt = now,
                Deadline = now + (isAway ? DisconnectedTimeLimit : TimeLimit),
            },
            cancellationToken);
    }

    private async Task AdvanceAsync(
        Investigation investigation, Cluster? cluster, IReadOnlyList<JournalEntry> recorded, CancellationToken cancellationToken)
    {
        var context = new JournaledContext(
            investigation, cluster, recorded, incidents, investigations, journal, evidence, queue, hosts, time);
        var report = await script.RunAsync(investigation.Id, context, cancellationToken);
        await UpdateAsync(
            investigation with { Status = InvestigationStatus.Completed, CompletedAt = report.CompletedAt, Report = report },
            cancellationToken);
        InvestigationCompleted(investigation.Id, report.Diagnosis.Verdict);
    }

    // Afterwards the run goes round again; a run that gave the call up meanwhile has recorded so, and stands.
    private async Task CallModelAsync(
        Investigation investigation, ModelCallStartedException started, CancellationToken cancellationToken)
    {
        var answer = await models.CallAsync(investigation.Organisation, started.Call, started.Spent, cancellationToken);
        var completed = started.Entry with
        {
            State = JournalEntryState.Completed,
            CompletedAt = time.GetUtcNow(),
            Outcome = JsonSerializer.Serialize(answer, CoreJson.Default.ModelAnswer),
        };
        await journal.TryCompleteAsync(investigation.Organisation, investigation.Id, completed, cancellationToken);
    }

    private async Task<Cluster?> ClusterOfAsync(Investigation investigation, CancellationToken cancellationToken) =>
        investigation.ClusterId is { } id ? await clusters.GetAsync(investigation.Organisation, id, cancellationToken) : null;

    private async Task FailAsync(OrganisationId organisation, string id, string reason, CancellationToken cancellationToken)
    {
        var current = await investigations.GetAsync(organisation, id, cancellationToken);
        if (current is null or { HasEnded: true }) return;
        var failed = current with
        {
            Status = InvestigationStatus.Failed,
            CompletedAt = time.GetUtcNow(),
            Failure = reason,
            Version = current.Version + 1,
        };
        await investigations.TryUpdateAsync(failed, cancellationToken);
    }

    private async Task<Investigation> UpdateAsync(Investigation changed, CancellationToken cancellationToken)
    {
        changed = changed with { Version = changed.Version + 1 };
        return await investigations.TryUpdateAsync(changed, cancellationToken) ? changed : throw new InvestigationChangedException();
    }

    private async Task RemindAtDeadlineAsync(Investigation investigation, CancellationToken cancellationToken)
    {
        var reminder = new InvestigationDeadline(investigation.Organisation, investigation.Id);
        var delay = investigation.Deadline!.Value - time.GetUtcNow();
        await queue.SendAsync(
            Queues.Deadlines,
            [
                new OutgoingMessage
                {
                    Body = JsonSerializer.Serialize(reminder, CoreJson.Default.InvestigationDeadline),
                    Delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero,
                },
            ],
            cancellationToken);
    }

    private Task AnnounceAsync(Investigation investigation, CancellationToken cancellationToken) => topic.PublishAsync(
        new IncidentChanged(investigation.Organisation, investigation.IncidentId),
        $"{investigation.Id}-{investigation.Version}",
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{InvestigationId} waits for an answer")]
    private partial void InvestigationSuspended(string investigationId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{InvestigationId} failed")]
    private partial void InvestigationFailed(Exception exception, string investigationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{InvestigationId} ended: {Verdict}")]
    private partial void InvestigationCompleted(string investigationId, Core.Findings.CauseCode verdict);
}
