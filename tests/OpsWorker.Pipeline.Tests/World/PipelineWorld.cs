using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Aws;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Diagnosis;
using OpsWorker.Embedded;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>
/// The stages over a real store, with a clock that tests move and calls of ports that tests make fail. Each test, and
/// each case of one, works for an organisation of its own.
/// </summary>
public sealed class PipelineWorld : IAsyncDisposable
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public PipelineWorld()
    {
        Store = EmbeddedStore.Open(new EmbeddedOptions
        {
            DataFolder = _folder.FullPath,
            Time = Time,
            BaseUrl = () => new Uri("http://localhost:8080"),
        });
        Queue = new CountedQueue(Store.Queue, Effects);
        Attempts = new Attempts(
            new CountedIncidents(Store.Incidents, Effects),
            new CountedInvestigations(Store.Investigations, Effects),
            new CountedClusters(Store.Clusters, Effects),
            Queue,
            new CountedTopic(Store.Topic, Effects),
            ClusterSilence.Default,
            Time,
            NullLogger<Attempts>.Instance);
        Escalations = new Escalations(
            new CountedIncidents(Store.Incidents, Effects),
            Queue,
            new CountedTopic(Store.Topic, Effects),
            Time,
            NullLogger<Escalations>.Instance);
        Rules = RulesOver(new CountedOutcomes(Store.AlertOutcomes, Effects));
        OrderedRules = RulesOver(new OrderedOutcomeStore(TryStoreInOrderAsync, Queue, new CountedTopic(Store.Topic, Effects)));
        Contact = new ClusterContact(
            new CountedClusters(Store.Clusters, Effects),
            new CountedIncidents(Store.Incidents, Effects),
            Attempts,
            ClusterSilence.Default,
            Time);
        Runner = RunnerOf(new BrokenImageDetector());
        Results = ResultsOf(Runner);
    }

    internal Effects Effects { get; } = new();

    public FakeTimeProvider Time { get; } = new(TestClock.Start);

    public EmbeddedStore Store { get; }

    /// <summary>The queues, of which each call counts.</summary>
    public IMessageQueue Queue { get; }

    public AlertReceivedHandler Rules { get; }

    /// <summary>The rules stage where incident, records and messages have no transaction in common.</summary>
    public AlertReceivedHandler OrderedRules { get; }

    public Attempts Attempts { get; }

    public Escalations Escalations { get; }

    public ClusterContact Contact { get; }

    public AgentHeartbeatHandler Heartbeats => new(Contact);

    public OperatorReportHandler OperatorReports
    {
        get
        {
            var ends = new CommandEnds(new AuditLog(Store.Audit, Time));
            var orders = new OperatorOrders(new CommandSigner(_ => Task.FromResult<string?>(null)), Queue, Store.Commands, Time);
            return new(Store.Clusters, Store.Commands, orders, ends, Time, NullLogger<OperatorReportHandler>.Instance);
        }
    }

    public InvestigationRunner Runner { get; }

    public AgentResultHandler Results { get; }

    public AnswerMemory Memory { get; } = new();

    public static OrganisationId NewOrganisation() => new(Identifier.New("org"));

    // The records one by one, as where they have no transaction in common.
    private async Task<bool> TryStoreInOrderAsync(AlertOutcome outcome, CancellationToken cancellationToken)
    {
        var incidents = new CountedIncidents(Store.Incidents, Effects);
        var isStored = outcome switch
        {
            { IsChanged: false } => true,
            { Before: null } => await incidents.TryCreateAsync(outcome.After, cancellationToken),
            _ => await incidents.TryUpdateAsync(outcome.After, cancellationToken),
        };
        if (!isStored) return false;
        var alerts = new CountedAlerts(Store.Alerts, Effects);
        foreach (var alert in outcome.Alerts) await alerts.TryPutAsync(alert, cancellationToken);
        if (outcome.Investigation is { } started)
        {
            await new CountedInvestigations(Store.Investigations, Effects).TryCreateAsync(started, cancellationToken);
        }

        return true;
    }

    /// <summary>The rules stage over another store of outcomes.</summary>
    public AlertReceivedHandler RulesOver(IAlertOutcomeStore outcomes) => new(
        new CountedAlerts(Store.Alerts, Effects),
        new CurrentRules(new CountedRules(Store.Rules, Effects), ReadFreshness.Always, Time),
        new CurrentClusters(new CountedClusters(Store.Clusters, Effects), ReadFreshness.Always, Time),
        new IncidentCorrelator(
            new CountedIncidents(Store.Incidents, Effects),
            new CountedInvestigations(Store.Investigations, Effects),
            Time),
        Attempts,
        Escalations,
        outcomes,
        new CountedTopic(Store.Topic, Effects),
        Time,
        NullLogger<AlertReceivedHandler>.Instance);

    /// <summary>Runs investigations that look for what the detector finds.</summary>
    /// <param name="detector">The one detector.</param>
    /// <param name="evidence">Where it reads answers, if not from the store.</param>
    /// <param name="models">The models; none if not given.</param>
    /// <param name="hosts">The code hosts; none if not given.</param>
    public InvestigationRunner RunnerOf(
        IDetector detector, IEvidenceStore? evidence = null, ModelSet? models = null, CodeHostSet? hosts = null) => new(
        new CountedIncidents(Store.Incidents, Effects),
        new CountedInvestigations(Store.Investigations, Effects),
        new CountedJournal(Store.Journal, Effects),
        new CountedClusters(Store.Clusters, Effects),
        evidence ?? new CountedEvidence(Store.Evidence, Effects),
        Queue,
        new CountedTopic(Store.Topic, Effects),
        Attempts,
        new InvestigationScript(new DiagnosisEngine([detector]), new ModelStages(models ?? ModelSet.None)),
        new ModelCaller(
            models ?? ModelSet.None,
            new SpendLedger(new CountedModelSpend(Store.ModelSpend, Effects), Time),
            new ModelMemory(new CountedEvidence(Store.Evidence, Effects), Time),
            Time),
        new ChangeFinder(hosts ?? CodeHostSet.None),
        ClusterSilence.Default,
        Memory,
        Time,
        NullLogger<InvestigationRunner>.Instance);

    public AgentResultHandler ResultsOf(InvestigationRunner runner) => new(
        Contact,
        new CountedInvestigations(Store.Investigations, Effects),
        new CountedJournal(Store.Journal, Effects),
        new CountedEvidence(Store.Evidence, Effects),
        runner,
        Memory,
        Time,
        NullLogger<AgentResultHandler>.Instance);

    public async Task<Cluster> AddClusterAsync(OrganisationId organisation, string name = "production")
    {
        var cluster = new Cluster
        {
            Id = Identifier.New("cl"),
            Organisation = organisation,
            Name = name,
            CreatedAt = Time.GetUtcNow(),
        };
        (await Store.Clusters.TryCreateAsync(cluster, CancellationToken.None)).ShouldBeTrue();
        return cluster;
    }

    public async Task<IReadOnlyList<Incident>> IncidentsAsync(OrganisationId organisation) =>
        (await Store.Incidents.ListAsync(organisation, new PageRequest(PageRequest.MaxLimit), CancellationToken.None)).Items;

    public async Task<IReadOnlyList<Investigation>> InvestigationsAsync(OrganisationId organisation) =>
        (await Store.Investigations.ListAsync(organisation, new PageRequest(PageRequest.MaxLimit), CancellationToken.None)).Items;

    /// <summary>Takes all messages that may be received out of a queue.</summary>
    public async Task<IReadOnlyList<T>> TakeAllAsync<T>(QueueName queue, JsonTypeInfo<T> type)
    {
        var taken = new List<T>();
        while (await Store.Queue.ReceiveAsync(queue, MessageLimits.MaxBatch, Visibility, TimeSpan.Zero, CancellationToken.None)
            is { Count: > 0 } messages)
        {
            taken.AddRange(messages.Select(message => JsonSerializer.Deserialize(message.Body, type)!));
            await Task.WhenAll(messages.Select(message => Store.Queue.CompleteAsync(message, CancellationToken.None)));
        }

        return taken;
    }

    /// <summary>Gives a handler all messages that may be received; after a crash the message comes again.</summary>
    /// <returns>How many were handled.</returns>
    public async Task<int> DeliverAsync<T>(QueueName queue, IMessageHandler<T> handler, JsonTypeInfo<T> type)
    {
        var handled = 0;
        while (await TakeAsync(queue) is { } message)
        {
            if (await TryHandleAsync(message, handler, type)) handled++;
        }

        return handled;
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(QueueName queue) =>
        await Store.Queue.ListDeadLettersAsync(queue, 100, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ReceivedMessage?> TakeAsync(QueueName queue) =>
        (await Store.Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.Zero, CancellationToken.None)).SingleOrDefault();

    private async Task<bool> TryHandleAsync<T>(ReceivedMessage message, IMessageHandler<T> handler, JsonTypeInfo<T> type)
    {
        try
        {
            var content = JsonSerializer.Deserialize(message.Body, type)!;
            switch (await handler.HandleAsync(content, message, CancellationToken.None))
            {
                case HandlerResult.Done:
                    await Queue.CompleteAsync(message, CancellationToken.None);
                    return true;
                case HandlerResult.RetryAfter retry:
                    await Queue.RetryAfterAsync(message, retry.Delay, CancellationToken.None);
                    return false;
                case HandlerResult.Reject reject:
                    await Queue.DeadLetterAsync(message, reject.Reason, CancellationToken.None);
                    return false;
                default:
                    throw new InvalidOperationException("There is no other result.");
            }
        }
        catch (CrashException)
        {
            // Another process receives it once it is visible again.
            await Store.Queue.RetryAfterAsync(message, TimeSpan.Zero, CancellationToken.None);
            return false;
        }
    }
}
