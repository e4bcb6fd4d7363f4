using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>
/// The cluster of the calling agent, from its session token; it may receive from its own command queue and send to <c>results</c>.
/// </summary>
internal sealed record SqsCaller(string ClusterId)
{
    private const string TokenHeader = "X-Amz-Security-Token";

    /// <summary>The queue of its commands.</summary>
    public QueueName Commands { get; } = Queues.Commands(ClusterId);

    /// <exception cref="SqsException">The token is missing, not valid or expired, or its cluster was removed.</exception>
    public static async Task<SqsCaller> AuthenticateAsync(
        HttpRequest request, EmbeddedStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var token = request.Headers[TokenHeader].ToString();
        if (token.Length == 0) throw SqsException.MissingToken();
        if (!store.AgentSessions.TryRead(token, out var clusterId, out var expiresAt)) throw SqsException.InvalidToken();
        if (time.GetUtcNow() >= expiresAt) throw SqsException.ExpiredToken();
        return await store.Clusters.FindAsync(clusterId, cancellationToken) is not null
            ? new SqsCaller(clusterId)
            : throw SqsException.AccessDenied($"Cluster {clusterId} was removed.");
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
            : throw SqsException.AccessDenied($"The agent of {ClusterId} may only {what} {allowed}.");
    }
}
