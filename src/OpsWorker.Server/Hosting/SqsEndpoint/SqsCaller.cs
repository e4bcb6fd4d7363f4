using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;
using OpsWorker.Server.Hosting.Agents;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>
/// The calling agent or Operator of a cluster, from its session token and signature; it may receive from its own queue and send to
/// <c>results</c>.
/// </summary>
/// <param name="Organisation">The cluster's organisation.</param>
/// <param name="Name">The cluster's id, or <see cref="OperatorReport.SenderOf"/> of it.</param>
/// <param name="Commands">The queue of its commands.</param>
internal sealed record SqsCaller(OrganisationId Organisation, string Name, QueueName Commands)
{
    private const string TokenHeader = "X-Amz-Security-Token";

    /// <exception cref="SqsException">
    /// The token is missing, not valid, expired or revoked, the signature does not match, or the cluster was removed.
    /// </exception>
    public static async Task<SqsCaller> AuthenticateAsync(
        SqsRequest request, EmbeddedStore store, Uri publicUrl, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = request.Http.Headers[TokenHeader].ToString();
        if (token.Length == 0) throw SqsException.MissingToken();
        if (!store.AgentSessions.TryRead(token, out var name, out var expiresAt)) throw SqsException.InvalidToken();
        if (now >= expiresAt) throw SqsException.ExpiredToken();

        // The body is read only for who has a token.
        var body = await request.ReadAsync(cancellationToken);
        var key = (name, store.AgentSessions.SecretOf(token));
        SqsSignature.Check(request.Http, body, key, EmbeddedAgentCredentials.Region, publicUrl, now);

        var isOperator = name.EndsWith(OperatorReport.SenderSuffix, StringComparison.Ordinal);
        var clusterId = isOperator ? name[..^OperatorReport.SenderSuffix.Length] : name;
        var cluster = await store.Clusters.FindAsync(clusterId, cancellationToken)
            ?? throw SqsException.AccessDenied($"Cluster {clusterId} was removed.");
        var openedAt = expiresAt - EmbeddedAgentCredentials.Lifetime;
        return cluster.SessionsRevokedAt is { } revokedAt && openedAt <= revokedAt
            ? throw SqsException.ExpiredToken()
            : new SqsCaller(cluster.Organisation, name, isOperator ? Queues.Operator(clusterId) : Queues.Commands(clusterId));
    }

    /// <exception cref="SqsException">The address is missing or another queue's.</exception>
    public QueueName MayReceiveFrom(string? queueUrl) => Check(queueUrl, Commands, "receive from");

    /// <exception cref="SqsException">The address is missing or another queue's.</exception>
    public QueueName MaySendTo(string? queueUrl) => Check(queueUrl, Queues.Results, "send to");

    private QueueName Check(string? queueUrl, QueueName allowed, string what)
    {
        if (string.IsNullOrEmpty(queueUrl)) throw SqsException.MissingParameter("QueueUrl");
        return SqsQueueAddress.NameOf(queueUrl) == allowed.Value
            ? allowed
            : throw SqsException.AccessDenied($"The agent of {Name} may only {what} {allowed}.");
    }
}
