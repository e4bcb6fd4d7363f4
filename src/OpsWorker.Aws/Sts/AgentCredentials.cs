namespace OpsWorker.Aws.Sts;

/// <summary>Short-lived AWS credentials of one cluster's agent. It is a class, so that nothing prints them by itself.</summary>
public sealed class AgentCredentials
{
    /// <summary>The key's id; no secret.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The key.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>The session, which goes with the key.</summary>
    public required string SessionToken { get; init; }

    /// <summary>When they end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
