namespace OpsWorker.Core.Clusters;

/// <summary>What an agent needs to get commands and send answers, for a while: the answer of <c>POST /v1/agent/session</c>.</summary>
public sealed record AgentSession
{
    /// <summary>The cluster whose agent it is.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Where SQS, or what speaks like it, is.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The region that signatures name.</summary>
    public required string Region { get; init; }

    /// <summary>The queue of its commands.</summary>
    public required string CommandQueueUrl { get; init; }

    /// <summary>The queue of <see cref="Messaging.Queues.Results"/>.</summary>
    public required string ResultQueueUrl { get; init; }

    /// <summary>
    /// Scheme, host and port of where large answers are uploaded; see <see cref="AgentCommand.UploadUrl"/>. To no other
    /// place an agent sends one, whatever a command says.
    /// </summary>
    public required Uri UploadOrigin { get; init; }

    /// <summary>What allows it.</summary>
    public required AgentCredentials Credentials { get; init; }
}

/// <summary>Short-lived credentials in the form of AWS. It is a class, so that nothing prints them by itself.</summary>
public sealed class AgentCredentials
{
    /// <summary>The key's id; no secret.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The key.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>The session, which goes with the key.</summary>
    public required string SessionToken { get; init; }

    /// <summary>When they end.</summary>
    public required DateTimeOffset Expiration { get; init; }
}

/// <summary>Gives agents what they need to reach their queues.</summary>
public interface IAgentCredentialIssuer
{
    /// <summary>Makes ready what the agent of a new cluster needs: its command queue. Doing it again changes nothing.</summary>
    Task PrepareAsync(string clusterId, CancellationToken cancellationToken);

    /// <summary>
    /// A session with credentials that last an hour at most and allow receiving the cluster's commands, sending results
    /// and nothing else. By them the receiver knows the sender: see <see cref="Messaging.ReceivedMessage.SenderId"/>.
    /// </summary>
    Task<AgentSession> IssueAsync(Cluster cluster, CancellationToken cancellationToken);

    /// <summary>Removes what <see cref="PrepareAsync"/> made; where there is nothing, nothing happens.</summary>
    Task RetireAsync(string clusterId, CancellationToken cancellationToken);
}
