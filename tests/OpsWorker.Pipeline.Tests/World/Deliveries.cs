using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>Deliveries of messages that a test passes to a handler itself.</summary>
internal static class Deliveries
{
    public static ReceivedMessage First(QueueName queue) => Nth(queue, 1);

    public static ReceivedMessage Nth(QueueName queue, int receiveCount) => new()
    {
        Queue = queue,
        Id = "msg_1",
        ReceiptHandle = "rcp_1",
        Body = "{}",
        ReceiveCount = receiveCount,
    };
}
