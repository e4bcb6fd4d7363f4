using Microsoft.Extensions.Logging;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Records an agent's answer in the journal of the investigation that asked, and goes on with it. The organisation
/// is that of the cluster, never what a message says.
/// </summary>
public sealed partial class AgentResultHandler(
    ClusterContact contact,
    IInvestigationStore investigations,
    IJournalStore journal,
    IEvidenceStore evidence,
    InvestigationRunner runner,
    AnswerMemory memory,
    TimeProvider time,
    ILogger<AgentResultHandler> logger) : IMessageHandler<AgentResult>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AgentResult message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var cluster = await contact.RecordAsync(message.ClusterId, message.AgentVersion, heartbeat: null, cancellationToken);
        if (cluster is null) return new HandlerResult.Reject($"There is no cluster {message.ClusterId}.");

        var investigation = await investigations.GetAsync(cluster.Organisation, message.InvestigationId, cancellationToken);
        if (investigation is null || investigation.ClusterId != cluster.Id)
        {
            return new HandlerResult.Reject($"Cluster {cluster.Id} was asked nothing by {message.InvestigationId}.");
        }

        try
        {
            if (!investigation.HasEnded) await RecordAsync(investigation, message, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return new HandlerResult.Reject(e.Message);
        }

        await runner.RunAsync(investigation.Organisation, investigation.Id, delivery.ReceiveCount, cancellationToken);
        return HandlerResult.Handled;
    }

    private async Task RecordAsync(Investigation investigation, AgentResult message, CancellationToken cancellationToken)
    {
        var organisation = investigation.Organisation;
        var entries = await journal.ReadAsync(organisation, investigation.Id, cancellationToken);
        var entry = entries.FirstOrDefault(e => e.Number == message.EntryNumber && e.Kind == JournalEntryKind.Query)
            ?? throw new InvalidDataException($"{investigation.Id} has no query entry {message.EntryNumber}.");
        if (entry.State == JournalEntryState.Completed) return;

        var uploadKey = EvidenceIds.UploadKey(investigation.Id, entry.Number);
        var content = message.Content ?? await evidence.GetAsync(organisation, uploadKey, cancellationToken)
            ?? throw new InvalidDataException($"The answer to {message.CommandId} was not uploaded.");
        using var reserved = await memory.ReserveAsync(QueryResultsCodec.UnpackedBytes(content), cancellationToken);
        var results = QueryResultsCodec.Unpack(content);
        if (!results.Select(r => r.Query).SequenceEqual(QueryRefusals.Sent(entry)))
        {
            throw new InvalidDataException($"The answer to {message.CommandId} is to other questions.");
        }

        if (entry.Refusals.Count > 0)
        {
            results = QueryRefusals.Merge(entry, results);
            content = QueryResultsCodec.Pack(results);
        }

        var key = EvidenceIds.ContentKey(investigation.Id, entry.Number, content);
        await evidence.PutAsync(organisation, key, content, cancellationToken);
        var completed = entry with
        {
            State = JournalEntryState.Completed,
            CompletedAt = time.GetUtcNow(),
            ContentKey = key,
            Evidence = [.. results.Select((result, index) => EvidenceIds.Summary(EvidenceIds.Of(entry.Number, index), result))],
        };
        await journal.TryCompleteAsync(organisation, investigation.Id, completed, cancellationToken);
        AnswerRecorded(investigation.Id, entry.Number, results.Count, content.Length);
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "{InvestigationId} got the answer of entry {Entry}: {Count} results, {Bytes} bytes")]
    private partial void AnswerRecorded(string investigationId, int entry, int count, int bytes);
}
