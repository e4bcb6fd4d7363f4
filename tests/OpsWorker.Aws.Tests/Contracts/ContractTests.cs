using OpsWorker.Contracts;

namespace OpsWorker.Aws.Tests.Contracts;

// One class for each suite, so that suites run in parallel.
public sealed class SqsMessageQueueTests(AwsFixture fixture) : MessageQueueContract(fixture), IClassFixture<AwsFixture>;

public sealed class SnsTopicTests(AwsFixture fixture) : TopicContract(fixture), IClassFixture<AwsFixture>;

public sealed class SsmSecretSourceTests(AwsFixture fixture) : SecretSourceContract(fixture), IClassFixture<AwsFixture>;

public sealed class S3EvidenceStoreTests(AwsFixture fixture) : EvidenceStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbOrganisationStoreTests(AwsFixture fixture)
    : OrganisationStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbKeyStoreTests(AwsFixture fixture) : KeyStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbAuditStoreTests(AwsFixture fixture) : AuditStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbAlertStoreTests(AwsFixture fixture) : AlertStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbIncidentStoreTests(AwsFixture fixture)
    : IncidentStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class OrderedOutcomeStoreTests(AwsFixture fixture)
    : AlertOutcomeStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbModelSpendStoreTests(AwsFixture fixture)
    : ModelSpendStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbRuleStoreTests(AwsFixture fixture) : RuleStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbCommandStoreTests(AwsFixture fixture) : CommandStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbApprovalPolicyStoreTests(AwsFixture fixture) : ApprovalPolicyStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbInvestigationStoreTests(AwsFixture fixture)
    : InvestigationStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbJournalStoreTests(AwsFixture fixture) : JournalStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbClusterStoreTests(AwsFixture fixture) : ClusterStoreContract(fixture), IClassFixture<AwsFixture>;

public sealed class DynamoDbNotificationStoreTests(AwsFixture fixture)
    : NotificationStoreContract(fixture), IClassFixture<AwsFixture>;
