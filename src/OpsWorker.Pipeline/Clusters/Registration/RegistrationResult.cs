using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Clusters.Registration;

/// <summary>A registration token, shown once and never stored, with its cluster.</summary>
public sealed record ClusterWithRegistration(Cluster Cluster, string Token)
{
    /// <summary>The time from which the token is refused.</summary>
    public DateTimeOffset ExpiresAt => Cluster.Registration!.ExpiresAt;

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Cluster.Id} with a registration token";
}

/// <summary>The result of an agent's registration: exactly one of the two is present.</summary>
/// <param name="Identity">The agent's token.</param>
/// <param name="Refusal">The reason for a refusal, with the remedy.</param>
public sealed record RegistrationResult(AgentIdentity? Identity, string? Refusal)
{
    internal static RegistrationResult Refused(string reason) => new(null, reason);
}
