using System.Text;
using System.Text.Json;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sts;

/// <summary>
/// The session policy of a cluster's agent, which restricts the role's rights. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session.
/// </summary>
public static class AgentPolicy
{
    private const string Version = "2012-10-17";

    /// <summary>Writes the policy of a cluster's Operator: receiving from its own queue, and sending to <c>results</c>.</summary>
    public static string BuildForOperator(Cluster cluster, AgentResources resources) =>
        Write(json => WriteQueues(json, resources, Queues.Operator(cluster.Id)));

    /// <summary>
    /// Writes the policy as JSON: receiving from the cluster's command queue, sending to <c>results</c>, and storing under
    /// the cluster's prefix of evidence, with its key where it has one of its own; nothing else.
    /// </summary>
    public static string Build(Cluster cluster, AgentResources resources) => Write(json =>
    {
        WriteQueues(json, resources, Queues.Commands(cluster.Id));
        WriteStatement(json, "UploadEvidence", EvidenceArn(cluster, resources), "s3:PutObject");
        if (resources.KmsKeyArn is { } key) WriteStatement(json, "EncryptEvidence", key, "kms:GenerateDataKey");
    });

    private static void WriteQueues(Utf8JsonWriter json, AgentResources resources, QueueName commands)
    {
        WriteStatement(
            json,
            "ReceiveCommands",
            resources.QueueArnPrefix + commands,
            "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility");
        WriteStatement(json, "SendResults", resources.QueueArnPrefix + Queues.Results, "sqs:SendMessage");
    }

    private static string Write(Action<Utf8JsonWriter> writeStatements)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("Version", Version);
            json.WriteStartArray("Statement");
            writeStatements(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string EvidenceArn(Cluster cluster, AgentResources resources) =>
        $"arn:{resources.Partition}:s3:::{resources.Bucket}/{cluster.Organisation}/agents/{cluster.Id}/*";

    private static void WriteStatement(Utf8JsonWriter json, string sid, string resource, params string[] actions)
    {
        json.WriteStartObject();
        json.WriteString("Sid", sid);
        json.WriteString("Effect", "Allow");
        json.WriteStartArray("Action");
        foreach (var action in actions) json.WriteStringValue(action);
        json.WriteEndArray();
        json.WriteString("Resource", resource);
        json.WriteEndObject();
    }
}
