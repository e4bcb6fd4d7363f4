using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Operator.Sessions;

/// <summary>A session of the Operator and its queues.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="CommandKey">The public key that the server presents.</param>
/// <param name="Queue">The Operator's queue and <see cref="Queues.Results"/>.</param>
/// <param name="ExpiresAt">The expiry of the credentials.</param>
internal sealed record OperatorSession(string ClusterId, string CommandKey, IMessageQueue Queue, DateTimeOffset ExpiresAt)
{
    /// <param name="session">The session, of origins that are trusted.</param>
    /// <param name="http">The client of its requests.</param>
    /// <param name="time">The only clock.</param>
    public static OperatorSession Of(AgentSession session, HttpClient http, TimeProvider time) =>
        new(session.ClusterId, session.CommandKey ?? "", SessionQueues.Open(session, http, time), session.Credentials.Expiration);
}
