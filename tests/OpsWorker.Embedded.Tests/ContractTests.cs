using OpsWorker.Contracts;

namespace OpsWorker.Embedded.Tests;

public sealed class EmbeddedMessageQueueTests(EmbeddedFixture fixture)
    : MessageQueueContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedTopicTests(EmbeddedFixture fixture)
    : TopicContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedOrganisationStoreTests(EmbeddedFixture fixture)
    : OrganisationStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedKeyStoreTests(EmbeddedFixture fixture)
    : KeyStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedAuditStoreTests(EmbeddedFixture fixture)
    : AuditStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedAlertStoreTests(EmbeddedFixture fixture)
    : AlertStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedIncidentStoreTests(EmbeddedFixture fixture)
    : IncidentStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedAlertOutcomeStoreTests(EmbeddedFixture fixture)
    : AlertOutcomeStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedModelSpendStoreTests(EmbeddedFixture fixture)
    : ModelSpendStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedRuleStoreTests(EmbeddedFixture fixture)
    : RuleStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedCommandStoreTests(EmbeddedFixture fixture)
    : CommandStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedApprovalPolicyStoreTests(EmbeddedFixture fixture)
    : ApprovalPolicyStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedInvestigationStoreTests(EmbeddedFixture fixture)
    : InvestigationStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedJournalStoreTests(EmbeddedFixture fixture)
    : JournalStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedEvidenceStoreTests(EmbeddedFixture fixture)
    : EvidenceStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedClusterStoreTests(EmbeddedFixture fixture)
    : ClusterStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedNotificationStoreTests(EmbeddedFixture fixture)
    : NotificationStoreContract(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedSecretSourceTests(EmbeddedFixture fixture)
    : SecretSourceContract(fixture), IClassFixture<EmbeddedFixture>;
