using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;
using OpsWorker.Functions.Hosting;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Which ports are made to fail. One message meets few enough failures not to be given up.</summary>
public enum FaultyGroup
{
    Transport,
    Incidents,
    Investigations,
    Journal,
}

/// <summary>The ports of one function on AWS, some of them failing.</summary>
internal sealed class FaultyPorts(
    string function,
    FunctionSettings settings,
    AwsClients clients,
    TimeProvider time,
    FaultyGroup group,
    params IReadOnlyList<Faults> faults)
    : FunctionPorts(settings, clients, time)
{
    public override IOrganisationStore Organisations => Wrap(FaultyGroup.Transport, base.Organisations);

    public override IAuditStore Audit => Wrap(FaultyGroup.Transport, base.Audit);

    public override IKeyStore Keys => Wrap(FaultyGroup.Transport, base.Keys);

    public override IMessageQueue Queue => Wrap(FaultyGroup.Transport, base.Queue);

    public override ITopic Topic => Wrap(FaultyGroup.Transport, base.Topic);

    public override ISecretSource Secrets => Wrap(FaultyGroup.Transport, base.Secrets);

    public override IEvidenceStore Evidence => Wrap(FaultyGroup.Transport, base.Evidence);

    public override IAlertStore Alerts => Wrap(FaultyGroup.Incidents, base.Alerts);

    public override IIncidentStore Incidents => Wrap(FaultyGroup.Incidents, base.Incidents);

    public override IAlertOutcomeStore AlertOutcomes => Wrap(FaultyGroup.Incidents, base.AlertOutcomes);

    public override IRuleStore Rules => Wrap(FaultyGroup.Incidents, base.Rules);

    public override IClusterStore Clusters => Wrap(FaultyGroup.Incidents, base.Clusters);

    public override IInvestigationStore Investigations => Wrap(FaultyGroup.Investigations, base.Investigations);

    public override INotificationStore Notifications => Wrap(FaultyGroup.Investigations, base.Notifications);

    public override IJournalStore Journal => Wrap(FaultyGroup.Journal, base.Journal);

    private TPort Wrap<TPort>(FaultyGroup of, TPort port)
        where TPort : class => of == group ? faults.Aggregate(port, (inner, one) => one.Wrap(function, inner)) : port;
}
