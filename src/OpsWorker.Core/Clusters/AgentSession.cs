namespace OpsWorker.Core.Clusters;

/// <summary>Queue addresses and short-lived credentials of an agent: the response of <c>POST /v1/agent/session</c>.</summary>
public sealed record AgentSession
{
    /// <summary>The agent's cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The endpoint of SQS, or of the server's SQS-compatible API.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The AWS region for request signatures.</summary>
    public required string Region { get; init; }

    /// <summary>The address of the cluster's command queue.</summary>
    public required string CommandQueueUrl { get; init; }

    /// <summary>The address of the queue <see cref="Messaging.Queues.Results"/>.</summary>
    public required string ResultQueueUrl { get; init; }

    /// <summary>
    /// Scheme, host and port to which large answers are uploaded; see <see cref="AgentCommand.UploadUrl"/>. An agent
    /// refuses to upload to any other origin, even if a command names one.
    /// </summary>
    public required Uri UploadOrigin { get; init; }

    /// <summary>The public key of commands, see <see cref="Commands.CommandSignature"/>; null in an agent's session.</summary>
    public string? CommandKey { get; init; }

    /// <summary>True if the agent is asked to rotate its token, by <c>POST /v1/agent/rotate-token</c>.</summary>
    public bool RotateToken { get; init; }

    /// <summary>Credentials for the two queues.</summary>
    public required AgentCredentials Credentials { get; init; }
}

/// <summary>The body of <c>POST /v1/agent/register</c>.</summary>
public sealed record AgentRegistrationRequest
{
    /// <summary>The name that the agent is configured with; a token for a cluster of another name is refused. Null for any.</summary>
    public string? ClusterName { get; init; }
}

/// <summary>
/// The token of an agent: the response of <c>POST /v1/agent/register</c> and <c>POST /v1/agent/rotate-token</c>. A class, because a
/// record's ToString would print it.
/// </summary>
public sealed class AgentIdentity
{
    /// <summary>The agent's cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The token, <c>oca_…</c>; it is not shown again.</summary>
    public required string AgentToken { get; init; }
}

/// <summary>Short-lived AWS credentials. A class, because a record's ToString would print them.</summary>
public sealed class AgentCredentials
{
    /// <summary>The id of the key; not secret.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret key.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>The session token that belongs to the key.</summary>
    public required string SessionToken { get; init; }

    /// <summary>The time of expiry.</summary>
    public required DateTimeOffset Expiration { get; init; }
}

/// <summary>Issues sessions to agents: queue addresses and credentials.</summary>
public interface IAgentCredentialIssuer
{
    /// <summary>The region of AWS that sessions lead to; null where they lead to the server itself.</summary>
    string? AwsRegion { get; }

    /// <summary>
    /// True if a session that was opened before <see cref="Cluster.SessionsRevokedAt"/> is refused; false if sessions end by their own
    /// expiry only.
    /// </summary>
    bool RevokesSessions { get; }

    /// <summary>Creates the queues of a new cluster's agent and Operator. Idempotent.</summary>
    Task PrepareAsync(string clusterId, CancellationToken cancellationToken);

    /// <summary>
    /// A session with credentials that last an hour at most and allow receiving the cluster's commands, sending results
    /// and nothing else. They identify the sender to the receiver: see <see cref="Messaging.ReceivedMessage.SenderId"/>.
    /// </summary>
    Task<AgentSession> IssueAsync(Cluster cluster, CancellationToken cancellationToken);

    /// <summary>
    /// The same for the cluster's Operator: its own queue of commands, and <see cref="Commands.OperatorReport.SenderOf"/> as the sender.
    /// </summary>
    Task<AgentSession> IssueToOperatorAsync(Cluster cluster, CancellationToken cancellationToken);

    /// <summary>Removes what <see cref="PrepareAsync"/> created. Idempotent.</summary>
    Task RetireAsync(string clusterId, CancellationToken cancellationToken);
}
