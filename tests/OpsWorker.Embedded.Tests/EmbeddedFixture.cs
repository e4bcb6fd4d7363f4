using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;
using OpsWorker.Embedded.Agents;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>An embedded store in a folder of its own, with a clock that tests move.</summary>
public sealed class EmbeddedFixture : ContractFixture
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedStore _store;

    public EmbeddedFixture()
    {
        _store = EmbeddedStore.Open(new EmbeddedOptions
        {
            DataFolder = _folder.FullPath,
            Time = ManualClock,
            BaseUrl = () => new Uri("http://localhost:8080"),
            Subscribers = Subscribers,
        });
    }

    public override FakeTimeProvider ManualClock { get; } = new(TestClock.Start);

    public override IMessageQueue Queue => _store.Queue;

    public AgentQueues AgentQueues => _store.AgentQueues;

    public Retention Retention => _store.Retention;

    public override ITopic Topic => _store.Topic;

    public override IOrganisationStore Organisations => _store.Organisations;

    public override IAuditStore Audit => _store.Audit;

    public override IKeyStore Keys => _store.Keys;

    public override IAlertStore Alerts => _store.Alerts;

    public override IIncidentStore Incidents => _store.Incidents;

    public override IAlertOutcomeStore AlertOutcomes => _store.AlertOutcomes;

    public override IRuleStore Rules => _store.Rules;

    public override IModelSpendStore ModelSpend => _store.ModelSpend;

    public override IInvestigationStore Investigations => _store.Investigations;

    public override IJournalStore Journal => _store.Journal;

    public override IEvidenceStore Evidence => _store.Evidence;

    public override IClusterStore Clusters => _store.Clusters;

    public override ICommandStore Commands => _store.Commands;

    public override IApprovalPolicyStore ApprovalPolicies => _store.ApprovalPolicies;

    public override INotificationStore Notifications => _store.Notifications;

    public override IReadOnlyList<QueueName> Subscribers { get; } = [Queues.Notifications, new("digest", IsFifo: true)];

    public override Task<QueueName> CreateQueueAsync(bool fifo) =>
        Task.FromResult(new QueueName(Identifier.New("q").Replace('_', '-'), fifo));

    public override Task<ISecretSource> CreateSecretsAsync(IReadOnlyDictionary<string, string> secrets)
    {
        var settings = new ConfigurationManager();
        foreach (var (name, value) in secrets) settings[name] = value;
        return Task.FromResult<ISecretSource>(new EmbeddedSecretSource(settings));
    }

    /// <summary>Stores an upload as the server's endpoint does.</summary>
    public override async Task<bool> UploadAsync(Uri address, ReadOnlyMemory<byte> content)
    {
        address.ToString().ShouldStartWith("http://localhost:8080/v1/uploads/");
        if (!_store.Uploads.TryRead(address.Segments[^1], Time.GetUtcNow(), out var upload)) return false;
        await _store.Evidence.PutAsync(upload.Organisation, upload.Key, content, CancellationToken.None);
        return true;
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
