using OpsWorker.Core.Notifications;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class NotificationStoreContract(ContractFixture fixture) : PortContract<INotificationStore>(fixture)
{
    private static readonly Notification Begun = new() { IncidentId = "inc_1", Notifier = "slack", StartedAt = Samples.Time };

    private INotificationStore Notifications => Fixture.Notifications;

    [Fact]
    public async Task Nothing_is_known_of_a_message_that_was_not_begun() =>
        (await Notifications.GetAsync(Organisation, "inc_1", "slack", Cancel)).ShouldBeNull();

    [Fact]
    public async Task One_of_many_begins()
    {
        var winners = await Race.WinnersAsync(
            i => Notifications.TryBeginAsync(Organisation, Begun with { StartedAt = Samples.Time.AddSeconds(i) }, Cancel));

        winners.ShouldBe(1);
    }

    [Fact]
    public async Task Beginning_again_changes_nothing()
    {
        await Notifications.TryBeginAsync(Organisation, Begun, Cancel);

        (await Notifications.TryBeginAsync(Organisation, Begun with { StartedAt = Samples.Time.AddHours(1) }, Cancel))
            .ShouldBeFalse();

        (await Notifications.GetAsync(Organisation, "inc_1", "slack", Cancel)).ShouldBe(Begun);
    }

    [Fact]
    public async Task The_message_that_was_sent_is_remembered()
    {
        var sent = Begun with { Message = new MessageReference("C0123", "1700000000.000100") };
        await Notifications.TryBeginAsync(Organisation, Begun, Cancel);

        await Notifications.CompleteAsync(Organisation, sent, Cancel);
        await Notifications.CompleteAsync(Organisation, sent, Cancel);

        (await Notifications.GetAsync(Organisation, "inc_1", "slack", Cancel)).ShouldBe(sent);
        (await Notifications.TryBeginAsync(Organisation, Begun, Cancel)).ShouldBeFalse();
        (await Notifications.GetAsync(Organisation, "inc_1", "slack", Cancel)).ShouldBe(sent);
    }

    [Fact]
    public async Task Records_are_kept_per_notifier_incident_and_organisation()
    {
        await Notifications.TryBeginAsync(Organisation, Begun, Cancel);

        (await Notifications.GetAsync(Other, "inc_1", "slack", Cancel)).ShouldBeNull();
        (await Notifications.GetAsync(Organisation, "inc_2", "slack", Cancel)).ShouldBeNull();
        (await Notifications.GetAsync(Organisation, "inc_1", "terminal", Cancel)).ShouldBeNull();
        (await Notifications.TryBeginAsync(Organisation, Begun with { Notifier = "terminal" }, Cancel)).ShouldBeTrue();
        (await Notifications.TryBeginAsync(Organisation, Begun with { IncidentId = "inc_2" }, Cancel)).ShouldBeTrue();
        (await Notifications.TryBeginAsync(Other, Begun, Cancel)).ShouldBeTrue();
    }
}
