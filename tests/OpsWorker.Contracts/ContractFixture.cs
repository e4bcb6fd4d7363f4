using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>
/// One implementation of the ports, as the contract suites use it. It is shared by the tests of a class; each of
/// them works with an organisation and queues of its own. Where implementations differ by nature, the difference
/// is a named capability here.
/// </summary>
public abstract class ContractFixture : IAsyncLifetime
{
    /// <summary>The longest that a test really waits where the clock cannot be moved.</summary>
    private static readonly TimeSpan LongestRealWait = TimeSpan.FromSeconds(3);

    /// <summary>Why the implementation cannot be tested here; null where it can.</summary>
    public virtual string? Unavailable => null;

    /// <summary>Capability: the clock that the implementation goes by; null where tests cannot move it.</summary>
    public virtual FakeTimeProvider? ManualClock => null;

    /// <summary>Capability: a FIFO queue knows a deduplication id after its message was completed; some emulators do not.</summary>
    public virtual bool RemembersDeduplicationOfCompleted => true;

    /// <summary>Capability: a FIFO queue refuses what is asked of an outdated delivery; some emulators do not.</summary>
    public virtual bool KnowsOutdatedDeliveries => true;

    /// <summary>
    /// Capability: who waits at a FIFO queue gets the next message of a group as soon as the first is completed; of some
    /// emulators only who comes later.
    /// </summary>
    public virtual bool WaitersSeeFreedGroups => true;

    /// <summary>Capability: consequences of alerts are stored in one transaction, which completes the deliveries too.</summary>
    public virtual bool CompletesWithOutcome => true;

    public TimeProvider Time => ManualClock ?? TimeProvider.System;

    public abstract IMessageQueue Queue { get; }

    public abstract ITopic Topic { get; }

    public abstract IOrganisationStore Organisations { get; }

    public abstract IAuditStore Audit { get; }

    public abstract IKeyStore Keys { get; }

    public abstract IAlertStore Alerts { get; }

    public abstract IIncidentStore Incidents { get; }

    public abstract IAlertOutcomeStore AlertOutcomes { get; }

    public abstract IRuleStore Rules { get; }

    public abstract IInvestigationStore Investigations { get; }

    public abstract IJournalStore Journal { get; }

    public abstract IEvidenceStore Evidence { get; }

    public abstract IClusterStore Clusters { get; }

    public abstract ICommandStore Commands { get; }

    public abstract IApprovalPolicyStore ApprovalPolicies { get; }

    public abstract INotificationStore Notifications { get; }

    public abstract IModelSpendStore ModelSpend { get; }

    /// <summary>The FIFO queues that <see cref="Topic"/> delivers to: two or more.</summary>
    public abstract IReadOnlyList<QueueName> Subscribers { get; }

    /// <summary>A new, empty queue.</summary>
    public abstract Task<QueueName> CreateQueueAsync(bool fifo);

    /// <summary>A source that has these secrets; an empty value stands for a setting that was left empty.</summary>
    public abstract Task<ISecretSource> CreateSecretsAsync(IReadOnlyDictionary<string, string> secrets);

    /// <summary>Sends the content with PUT to an address that the evidence store gave out; false where it is refused.</summary>
    public abstract Task<bool> UploadAsync(Uri address, ReadOnlyMemory<byte> content);

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();

    /// <summary>
    /// Lets time pass: moves the clock, or waits where it cannot be moved. The test is skipped where that takes too long.
    /// </summary>
    public async Task PassAsync(TimeSpan time)
    {
        if (ManualClock is { } clock)
        {
            clock.Advance(time);
            return;
        }

        Assert.SkipWhen(time > LongestRealWait, $"ManualClock: the clock cannot be moved, and {time} is too long to wait.");
        await Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
