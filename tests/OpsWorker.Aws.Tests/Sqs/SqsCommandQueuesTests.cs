using Amazon.SQS.Model;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Tests.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sqs;

public sealed class SqsCommandQueuesTests(AwsFixture fixture) : IClassFixture<AwsFixture>, IAsyncLifetime
{
    private readonly string _cluster = Identifier.New("cl");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(fixture.Unavailable is not null, fixture.Unavailable ?? "");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Commands_are_received_from_a_clusters_queue()
    {
        var queue = Queues.Commands(_cluster);
        await CommandQueues().CreateAsync(_cluster, Cancel);
        await CommandQueues().CreateAsync(_cluster, Cancel);

        await fixture.Queue.SendAsync(queue, [new OutgoingMessage { Body = "{}" }], Cancel);

        (await fixture.Queue.ReceiveAsync(queue, 1, TimeSpan.FromSeconds(30), TimeSpan.Zero, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_queue_of_a_removed_cluster_does_not_exist()
    {
        await CommandQueues().CreateAsync(_cluster, Cancel);
        await CommandQueues().RemoveAsync(_cluster, Cancel);
        await CommandQueues().RemoveAsync(_cluster, Cancel);

        await Should.ThrowAsync<QueueDoesNotExistException>(
            () => fixture.Queue.SendAsync(Queues.Commands(_cluster), [new OutgoingMessage { Body = "{}" }], Cancel));
    }

    private SqsCommandQueues CommandQueues() => new(fixture.Sqs, fixture.Urls, fixture.QueueNamePrefix);
}
