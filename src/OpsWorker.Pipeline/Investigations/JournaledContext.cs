using System.Globalization;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Effects by way of the journal: the n-th call of a run is the n-th entry. A completed entry is returned; otherwise
/// the effect is recorded as pending, started, and the run suspended.
/// </summary>
/// <remarks>
/// An entry that is found pending may have been recorded just before a crash, its command never sent. So it is sent
/// again, under the same id; should the agent answer twice, the second answer completes nothing.
/// </remarks>
internal sealed class JournaledContext(
    Investigation investigation,
    Cluster? cluster,
    IReadOnlyList<JournalEntry> recorded,
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IJournalStore journal,
    IEvidenceStore evidence,
    IMessageQueue queue,
    ChangeFinder hosts,
    TimeProvider time) : IInvestigationContext
{
    // A call that ends at its limit has yet to be recorded.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    private int _number;
    private ModelAllowance _spent = new(0, 0);

    public async Task<InvestigationStart> BeginAsync(CancellationToken cancellationToken)
    {
        var entry = await RecordAsync(
            JournalEntryKind.Incident,
            async () => JsonSerializer.Serialize(await ReadIncidentAsync(cancellationToken), CoreJson.Default.Incident),
            cancellationToken);
        var incident = JsonSerializer.Deserialize(entry.Outcome!, CoreJson.Default.Incident)!;
        return new InvestigationStart(incident, entry.StartedAt, await EarlierAsync(cancellationToken));
    }

    public async Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken)
    {
        var entry = await RecordAsync(
            JournalEntryKind.Time,
            () => Task.FromResult(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
            cancellationToken);
        return DateTimeOffset.Parse(entry.Outcome!, CultureInfo.InvariantCulture);
    }

    public async Task<QueryAnswer> QueryAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        var number = ++_number;
        var entry = Find(number, JournalEntryKind.Query)
            ?? await StartAsync(number, JournalEntryKind.Query, queries, cancellationToken);
        if (entry.State == JournalEntryState.Pending) entry = await WaitAsync(entry, cancellationToken);
        if (entry.Failure is { } failure) return new QueryAnswer([], failure);

        var content = await evidence.GetAsync(investigation.Organisation, entry.ContentKey!, cancellationToken)
            ?? throw new InvalidDataException($"Entry {number} of {investigation.Id} has lost its content {entry.ContentKey}.");
        var results = QueryResultsCodec.Unpack(content);
        return new QueryAnswer([.. results.Select((result, index) => new Evidence(EvidenceIds.Of(number, index), result))], null);
    }

    /// <summary>
    /// Reads only, so that it may be asked again where a run ended before its answer was recorded. What an earlier run did not ask, because
    /// no host was configured then, is not asked later.
    /// </summary>
    public async Task<IReadOnlyList<ChangeAnswer>> FindChangesAsync(
        IReadOnlyList<ChangeQuestion> questions, CancellationToken cancellationToken)
    {
        var isRecorded = _number < recorded.Count;
        if (isRecorded ? recorded[_number].Kind != JournalEntryKind.Changes : !hosts.HasHosts(cluster?.Name)) return [];
        var entry = await RecordAsync(
            JournalEntryKind.Changes,
            async () => JsonSerializer.Serialize(
                await hosts.FindAsync(questions, cluster?.Name, cancellationToken), CoreJson.Default.IReadOnlyListChangeAnswer),
            cancellationToken);
        return JsonSerializer.Deserialize(entry.Outcome!, CoreJson.Default.IReadOnlyListChangeAnswer)!;
    }

    /// <summary>
    /// A call that was recorded by another run is waited for, and given up when its time is over: it was interrupted, may have been paid
    /// for, and is not made again.
    /// </summary>
    public async Task<ModelAnswer> AskModelAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var number = ++_number;
        var entry = Find(number, JournalEntryKind.Model);
        if (entry is null)
        {
            entry = await StartAsync(number, JournalEntryKind.Model, [], cancellationToken);
            throw new ModelCallStartedException(entry, call, _spent);
        }

        if (entry.State == JournalEntryState.Pending) entry = await GiveUpAsync(entry, call, cancellationToken);
        var answer = JsonSerializer.Deserialize(entry.Outcome!, CoreJson.Default.ModelAnswer)!;
        _spent = new(_spent.Tokens + answer.Call.Usage.Input + answer.Call.Usage.Output, _spent.Money + answer.Call.Cost);
        return answer;
    }

    private async Task<JournalEntry> GiveUpAsync(JournalEntry entry, ModelCall call, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < entry.StartedAt + ModelCaller.TimeLimit + s_margin) throw new InvestigationSuspendedException();
        var summary = new ModelCallSummary { Stage = call.Stage, Steps = ["The call was interrupted and is not made again."] };
        var given = entry with
        {
            State = JournalEntryState.Completed,
            CompletedAt = time.GetUtcNow(),
            Outcome = JsonSerializer.Serialize(new ModelAnswer(summary, null), CoreJson.Default.ModelAnswer),
        };
        if (await journal.TryCompleteAsync(investigation.Organisation, investigation.Id, given, cancellationToken)) return given;
        throw new InvestigationChangedException();
    }

    private async Task<IReadOnlyList<EarlierAttempt>> EarlierAsync(CancellationToken cancellationToken)
    {
        if (investigation.Attempt <= 1) return [];
        var entry = await RecordAsync(
            JournalEntryKind.EarlierAttempts,
            async () => JsonSerializer.Serialize(
                await ReadEarlierAsync(cancellationToken), CoreJson.Default.IReadOnlyListEarlierAttempt),
            cancellationToken);
        return JsonSerializer.Deserialize(entry.Outcome!, CoreJson.Default.IReadOnlyListEarlierAttempt)!;
    }

    private async Task<IReadOnlyList<EarlierAttempt>> ReadEarlierAsync(CancellationToken cancellationToken)
    {
        var earlier = await investigations.EarlierAsync(
            investigation.Organisation, investigation.IncidentId, investigation.Attempt, cancellationToken);
        return [.. earlier.Select(EarlierAttempt.Of).OfType<EarlierAttempt>()];
    }

    /// <summary>An effect whose outcome is there at once.</summary>
    private async Task<JournalEntry> RecordAsync(JournalEntryKind kind, Func<Task<string>> effect, CancellationToken cancellationToken)
    {
        var number = ++_number;
        if (Find(number, kind) is { } recordedBefore) return recordedBefore;
        var now = time.GetUtcNow();
        var entry = new JournalEntry
        {
            Number = number,
            Kind = kind,
            State = JournalEntryState.Completed,
            StartedAt = now,
            CompletedAt = now,
            Outcome = await effect(),
        };
        await AppendAsync(entry, cancellationToken);
        return entry;
    }

    private async Task<Incident> ReadIncidentAsync(CancellationToken cancellationToken) =>
        await incidents.GetAsync(investigation.Organisation, investigation.IncidentId, cancellationToken)
            ?? throw new InvalidDataException($"{investigation.Id} is of incident {investigation.IncidentId}, which does not exist.");

    private JournalEntry? Find(int number, JournalEntryKind kind)
    {
        if (number > recorded.Count) return null;
        var entry = recorded[number - 1];
        return entry.Kind == kind
            ? entry
            : throw new InvalidDataException(
                $"Entry {number} of {investigation.Id} is a {entry.Kind} where the investigation now makes a {kind}.");
    }

    private async Task<JournalEntry> StartAsync(
        int number, JournalEntryKind kind, IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry
        {
            Number = number,
            Kind = kind,
            State = JournalEntryState.Pending,
            StartedAt = time.GetUtcNow(),
            Queries = queries,
            Refusals = QueryRefusals.Of(queries, cluster?.Heartbeat),
        };
        await AppendAsync(entry, cancellationToken);
        return entry;
    }

    private async Task<JournalEntry> WaitAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Queries.Count > 0 && entry.Refusals.Count == entry.Queries.Count) return await RefuseAsync(entry, cancellationToken);
        var deadline = investigation.Deadline!.Value;
        if (cluster is not null && time.GetUtcNow() < deadline)
        {
            await SendCommandAsync(entry, cluster.Id, deadline, cancellationToken);
            throw new InvestigationSuspendedException();
        }

        var failed = entry with
        {
            State = JournalEntryState.Completed,
            CompletedAt = time.GetUtcNow(),
            Failure = WhyNoAnswer(),
        };
        if (await journal.TryCompleteAsync(investigation.Organisation, investigation.Id, failed, cancellationToken)) return failed;
        throw new InvestigationChangedException();
    }

    // Nothing is left to ask.
    private async Task<JournalEntry> RefuseAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var results = QueryRefusals.Merge(entry, []);
        var content = QueryResultsCodec.Pack(results);
        var key = EvidenceIds.ContentKey(investigation.Id, entry.Number, content);
        await evidence.PutAsync(investigation.Organisation, key, content, cancellationToken);
        var refused = entry with
        {
            State = JournalEntryState.Completed,
            CompletedAt = time.GetUtcNow(),
            ContentKey = key,
            Evidence = [.. results.Select((result, index) => EvidenceIds.Summary(EvidenceIds.Of(entry.Number, index), result))],
        };
        if (await journal.TryCompleteAsync(investigation.Organisation, investigation.Id, refused, cancellationToken)) return refused;
        throw new InvestigationChangedException();
    }

    private string WhyNoAnswer() => cluster switch
    {
        null => "No cluster could be asked.",
        { LastSeenAt: null } => $"The agent of {cluster.Name} did not answer and was never heard of.",
        _ => $"The agent of {cluster.Name} did not answer; it was last heard of at {cluster.LastSeenAt:u}.",
    };

    private async Task SendCommandAsync(JournalEntry entry, string clusterId, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var key = EvidenceIds.UploadKey(investigation.Id, entry.Number);
        var command = new AgentCommand
        {
            Id = Identifier.From("cmd", investigation.Id, entry.Number.ToString(CultureInfo.InvariantCulture)),
            ClusterId = clusterId,
            InvestigationId = investigation.Id,
            EntryNumber = entry.Number,
            Queries = QueryRefusals.Sent(entry),
            SentAt = time.GetUtcNow(),
            ExpiresAt = deadline,
            UploadUrl = await evidence.CreateUploadAsync(investigation.Organisation, key, deadline - time.GetUtcNow(), cancellationToken),
            UploadKey = key,
        };
        var message = new OutgoingMessage { Body = JsonSerializer.Serialize(command, CoreJson.Default.AgentCommand) };
        await queue.SendAsync(Queues.Commands(clusterId), [message], cancellationToken);
    }

    private async Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (!await journal.TryAppendAsync(investigation.Organisation, investigation.Id, entry, cancellationToken))
        {
            throw new InvestigationChangedException();
        }
    }
}
