using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// The key of an item. An organisation's id, which has no <c>#</c>, precedes every part that a request can choose, so that
/// no request reaches a key of another organisation.
/// </summary>
internal sealed record RecordKey(string Partition, string Sort)
{
    private const int MaxPartitionBytes = 2048;
    private const int MaxSortBytes = 1024;

    /// <summary>True where DynamoDB accepts the key. No item has another.</summary>
    public bool IsValid =>
        Encoding.UTF8.GetByteCount(Partition) <= MaxPartitionBytes
        && Sort.Length > 0 && Encoding.UTF8.GetByteCount(Sort) <= MaxSortBytes;

    public static RecordKey Organisation(OrganisationId id) => new($"org#{id}", "organisation");

    public static RecordKey AccessKey(string hash) => new($"key#{hash}", "key");

    public static RecordKey AccessKeyId(OrganisationId organisation, string id) => new($"org#{organisation}", AccessKeyId(id));

    /// <summary>The sort key of a credential in its organisation's partition.</summary>
    public static string AccessKeyId(string id) => $"key#{id}";

    public static RecordKey Alert(OrganisationId organisation, string id) => new($"alert#{organisation}#{id}", "alert");

    public static RecordKey Incident(OrganisationId organisation, string id) =>
        new($"incident#{organisation}#{id}", "incident");

    /// <summary>Names the incident that holds a correlation key, by the key's hash, as it may be long.</summary>
    public static RecordKey IncidentKey(OrganisationId organisation, string correlationKey) =>
        new($"open#{organisation}#{Hash(correlationKey)}", "open");

    public static string Audit(OrganisationId organisation) => $"audit#{organisation}";

    public static RecordKey Rules(OrganisationId organisation, int version) =>
        new(Rules(organisation), version.ToString("D10", CultureInfo.InvariantCulture));

    public static string Rules(OrganisationId organisation) => $"rules#{organisation}";

    public static RecordKey Investigation(OrganisationId organisation, string id) =>
        new($"investigation#{organisation}#{id}", "investigation");

    public static RecordKey JournalEntry(OrganisationId organisation, string investigationId, int number) =>
        new(Journal(organisation, investigationId), number.ToString("D10", CultureInfo.InvariantCulture));

    public static string Journal(OrganisationId organisation, string investigationId) =>
        $"journal#{organisation}#{investigationId}";

    public static RecordKey Notification(OrganisationId organisation, string incidentId, string notifier) =>
        new($"notification#{organisation}#{incidentId}", notifier);

    public static RecordKey ModelSpend(OrganisationId organisation, string period) => new($"model-spend#{organisation}", period);

    public static RecordKey Command(OrganisationId organisation, string id) => new($"command#{organisation}#{id}", "command");

    public static RecordKey ApprovalPolicies(OrganisationId organisation) => new($"org#{organisation}", "approval-policies");

    public static RecordKey Cluster(string id) => new($"cluster#{id}", "cluster");

    /// <summary>Claims a name for its one cluster.</summary>
    public static RecordKey ClusterName(OrganisationId organisation, string name) => new($"cluster-name#{organisation}", name);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public Item ToItem() => new()
    {
        [RecordSchema.PartitionKey] = new AttributeValue(Partition),
        [RecordSchema.SortKey] = new AttributeValue(Sort),
    };
}
