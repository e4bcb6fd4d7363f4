using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Agent.Sessions;

/// <summary>A session and its queues.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Queue">The command queue and <see cref="Queues.Results"/>.</param>
/// <param name="UploadOrigin">The origin for uploads of large answers.</param>
/// <param name="ExpiresAt">The expiry of the credentials.</param>
internal sealed record ActiveSession(string ClusterId, IMessageQueue Queue, Uri UploadOrigin, DateTimeOffset ExpiresAt)
{
    /// <param name="session">The session, of origins that are trusted.</param>
    /// <param name="http">The client of its requests.</param>
    /// <param name="time">The only clock.</param>
    public static ActiveSession Of(AgentSession session, HttpClient http, TimeProvider time) =>
        new(session.ClusterId, SessionQueues.Open(session, http, time), session.UploadOrigin, session.Credentials.Expiration);
}
