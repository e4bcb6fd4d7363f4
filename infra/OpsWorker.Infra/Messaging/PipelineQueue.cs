using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using Constructs;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Infra.Messaging;

/// <summary>The properties of a pipeline queue.</summary>
public sealed record PipelineQueueProps
{
    /// <summary>The queue's name in the application.</summary>
    public required QueueName Name { get; init; }

    /// <summary>The prefix of all resource names.</summary>
    public required string NamePrefix { get; init; }

    /// <summary>The timeout of the function that consumes the queue.</summary>
    public required Duration FunctionTimeout { get; init; }

    /// <summary>A message that waits longer than this raises an alarm.</summary>
    public required Duration AlarmAge { get; init; }
}

/// <summary>A queue between two stages, with its dead-letter queue.</summary>
public sealed class PipelineQueue : Construct
{
    /// <summary>
    /// A message is given up after so many deliveries. The application gives up what fails ten times, with the reason; this
    /// bounds what ends the function itself, and how often a handler may ask for later: with the growing intervals of the
    /// functions, for more than four hours.
    /// </summary>
    public const int MaxReceiveCount = 30;

    /// <summary>
    /// So many times the function's timeout a message stays invisible: what AWS advises, so that a message whose
    /// function was throttled is not delivered again while it is still being retried.
    /// </summary>
    public const int VisibilityFactor = 6;

    /// <summary>Creates both queues.</summary>
    public PipelineQueue(Construct scope, PipelineQueueProps props)
        : base(scope, props.Name.Value)
    {
        Name = props.Name;
        AlarmAge = props.AlarmAge;
        DeadLetters = new Queue(this, "DeadLetters", QueueProps(props, "-dead", Duration.Days(14)));
        AllowLargestBody(DeadLetters);

        var queue = QueueProps(props, "", Duration.Days(4));
        queue.VisibilityTimeout = Duration.Seconds(VisibilityFactor * props.FunctionTimeout.ToSeconds());
        queue.DeadLetterQueue = new DeadLetterQueue { Queue = DeadLetters, MaxReceiveCount = MaxReceiveCount };
        Queue = new Queue(this, "Queue", queue);
        AllowLargestBody(Queue);
    }

    /// <summary>The queue's name in the application.</summary>
    public QueueName Name { get; }

    /// <summary>A message that waits longer than this raises an alarm.</summary>
    public Duration AlarmAge { get; }

    /// <summary>The queue.</summary>
    public Queue Queue { get; }

    /// <summary>Where its messages go that cannot be handled.</summary>
    public Queue DeadLetters { get; }

    // QueueProps of this version of the CDK takes no more than 256 KiB.
    private static void AllowLargestBody(Queue queue) =>
        ((CfnQueue)queue.Node.DefaultChild!).MaximumMessageSize = OutgoingMessage.MaxBodyBytes;

    private static QueueProps QueueProps(PipelineQueueProps props, string suffix, Duration retention) => new()
    {
        QueueName = props.NamePrefix + props.Name.Value + suffix + (props.Name.IsFifo ? ".fifo" : ""),
        // CloudFormation takes true or nothing, never false.
        Fifo = props.Name.IsFifo ? true : null,
        RetentionPeriod = retention,
        Encryption = QueueEncryption.SQS_MANAGED,
        EnforceSSL = true,
    };
}
