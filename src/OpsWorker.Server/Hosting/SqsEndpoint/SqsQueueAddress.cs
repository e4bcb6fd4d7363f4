using OpsWorker.Core.Messaging;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>Addresses of queues at this server: <c>{public address}queues/{name}</c>.</summary>
internal static class SqsQueueAddress
{
    public static Uri Of(Uri publicUrl, QueueName queue) => new(publicUrl, $"queues/{queue}");

    /// <summary>
    /// The queue name at the end of the address. The rest of the address is ignored: the credential decides which queues may be used.
    /// </summary>
    public static string NameOf(string queueUrl) => queueUrl[(queueUrl.LastIndexOf('/') + 1)..];
}
