using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class TopicContract(ContractFixture fixture) : PortContract<ITopic>(fixture)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_published_reaches_every_subscriber()
    {
        var message = new IncidentChanged(Organisation, Identifier.New("inc"));

        await Fixture.Topic.PublishAsync(message, Identifier.New("d"), Cancel);

        Fixture.Subscribers.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var queue in Fixture.Subscribers)
        {
            var received = (await DrainAsync(queue)).ShouldHaveSingleItem();
            JsonSerializer.Deserialize(received.Body, CoreJson.Default.IncidentChanged).ShouldBe(message);
            received.GroupId.ShouldBe(message.IncidentId);
        }
    }

    [Fact]
    public async Task What_is_published_twice_is_delivered_once()
    {
        var message = new IncidentChanged(Organisation, Identifier.New("inc"));
        var deduplicationId = Identifier.New("d");

        await Fixture.Topic.PublishAsync(message, deduplicationId, Cancel);
        await Fixture.Topic.PublishAsync(message, deduplicationId, Cancel);

        foreach (var queue in Fixture.Subscribers) (await DrainAsync(queue)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_digest_that_is_due_reaches_every_subscriber_once()
    {
        var message = new DigestDue(Organisation, new DateOnly(2026, 3, 1));

        await Fixture.Topic.PublishAsync(message, Cancel);
        await Fixture.Topic.PublishAsync(message, Cancel);
        await Fixture.Topic.PublishAsync(message with { DigestDate = new DateOnly(2026, 3, 2) }, Cancel);

        foreach (var queue in Fixture.Subscribers)
        {
            (await DrainAsync(queue)).Select(m => JsonSerializer.Deserialize(m.Body, CoreJson.Default.NotificationMessage)!.DigestDate)
                .ShouldBe([new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2)], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Changes_of_one_incident_come_in_order_of_publication()
    {
        var incident = Identifier.New("inc");
        var messages = Enumerable.Range(0, 5)
            .Select(i => new IncidentChanged(new OrganisationId($"org_{i}"), incident)).ToList();

        foreach (var message in messages) await Fixture.Topic.PublishAsync(message, Identifier.New("d"), Cancel);

        foreach (var queue in Fixture.Subscribers)
        {
            (await DrainAsync(queue)).Select(m => JsonSerializer.Deserialize(m.Body, CoreJson.Default.IncidentChanged))
                .ShouldBe(messages);
        }
    }

    [Fact]
    public async Task Subscribers_handle_a_message_independently()
    {
        await Fixture.Topic.PublishAsync(new IncidentChanged(Organisation, Identifier.New("inc")), Identifier.New("d"), Cancel);

        (await DrainAsync(Fixture.Subscribers[0])).Count.ShouldBe(1);
        (await DrainAsync(Fixture.Subscribers[1])).Count.ShouldBe(1);
    }

    private async Task<List<ReceivedMessage>> DrainAsync(QueueName queue)
    {
        var all = new List<ReceivedMessage>();
        while (await Fixture.Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.Zero, Cancel) is [var message])
        {
            all.Add(message);
            await Fixture.Queue.CompleteAsync(message, Cancel);
        }

        return all;
    }
}
