using Microsoft.Extensions.Configuration;
using OpsWorker.Aws;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.S3;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Ssm;
using OpsWorker.Aws.Sts;
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

namespace OpsWorker.Functions.Hosting;

/// <summary>The ports on AWS. A port's client is made when the port is first asked for.</summary>
internal class FunctionPorts
{
    private readonly FunctionSettings _settings;
    private readonly AwsClients _clients;
    private readonly TimeProvider _time;
    private readonly Lazy<RecordTable> _table;
    private readonly Lazy<ISecretSource> _secrets;

    public FunctionPorts(FunctionSettings settings, AwsClients clients, TimeProvider time)
    {
        _settings = settings;
        _clients = clients;
        _time = time;
        _table = new(() => new RecordTable(
            clients.DynamoDb.Value,
            new RecordTableOptions(settings.Table) { Retention = settings.Retention },
            new DeferredEvidenceStore(() => CreateEvidence()),
            time));
        _secrets = new(() => new SsmSecretSource(clients.Ssm.Value, settings.SecretsPrefix, time));
    }

    /// <summary>The deployment's name.</summary>
    public string Stage => _settings.Stage;

    /// <summary>The settings that the server has too, such as <c>OPSWORKER_Models__Default</c>.</summary>
    public virtual IConfiguration Configuration => new ConfigurationBuilder().AddEnvironmentVariables("OPSWORKER_").Build();

    public SqsQueueUrls QueueUrls => new(_settings.QueueUrlPrefix);

    public virtual IMessageQueue Queue => new SqsMessageQueue(_clients.Sqs.Value, QueueUrls.Of, _time);

    public virtual ITopic Topic => new SnsTopic(_clients.Sns.Value, _settings.TopicArn);

    public virtual IEvidenceStore Evidence => CreateEvidence();

    public virtual IOrganisationStore Organisations => new DynamoDbOrganisationStore(_table.Value);

    public virtual IKeyStore Keys => new DynamoDbKeyStore(_table.Value);

    public virtual IAuditStore Audit => new DynamoDbAuditStore(_table.Value);

    public virtual IAlertStore Alerts => new DynamoDbAlertStore(_table.Value);

    public virtual IIncidentStore Incidents => new DynamoDbIncidentStore(_table.Value);

    public virtual IAlertOutcomeStore AlertOutcomes =>
        new OrderedOutcomeStore(new OutcomeRecords(_table.Value).TryStoreAsync, Queue, Topic);

    public virtual IRuleStore Rules => new DynamoDbRuleStore(_table.Value);

    public virtual IModelSpendStore ModelSpend => new DynamoDbModelSpendStore(_table.Value);

    public virtual IClusterStore Clusters => new DynamoDbClusterStore(_table.Value);

    public virtual ICommandStore Commands => new DynamoDbCommandStore(_table.Value, _time);

    public virtual IApprovalPolicyStore ApprovalPolicies => new DynamoDbApprovalPolicyStore(_table.Value);

    public virtual IInvestigationStore Investigations => new DynamoDbInvestigationStore(_table.Value);

    public virtual IJournalStore Journal => new DynamoDbJournalStore(_table.Value);

    public virtual INotificationStore Notifications => new DynamoDbNotificationStore(_table.Value);

    public virtual ISecretSource Secrets => new DeferredSecretSource(() => _secrets.Value);

    public virtual IAgentCredentialIssuer AgentCredentials => new AgentCredentialIssuer(
        _clients.Sts.Value,
        AgentResources.From(_settings.AgentRoleArn, _settings.QueueUrlPrefix, _settings.Region, _settings.Bucket) with
        {
            KmsKeyArn = _settings.KmsKeyArn,
        },
        new SqsCommandQueues(_clients.Sqs.Value, QueueUrls, QueueUrls.Prefix[(QueueUrls.Prefix.LastIndexOf('/') + 1)..]),
        QueueUrls,
        Evidence);

    private S3EvidenceStore CreateEvidence() => new(_clients.S3.Value, new S3EvidenceOptions(_settings.Bucket), _time);
}
