using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class AlertStoreContract(ContractFixture fixture) : PortContract<IAlertStore>(fixture)
{
    private IAlertStore Alerts => Fixture.Alerts;

    [Fact]
    public async Task An_alert_is_read_as_it_was_stored()
    {
        var alert = Samples.Alert(Organisation);

        (await Alerts.TryPutAsync(alert, Cancel)).ShouldBeTrue();

        (await Alerts.GetAsync(Organisation, alert.Id, Cancel)).ShouldHaveContentOf(alert, CoreJson.Default.Alert);
    }

    [Fact]
    public async Task An_unknown_alert_is_null() =>
        (await Alerts.GetAsync(Organisation, "al_00000000000000000000", Cancel)).ShouldBeNull();

    [Fact]
    public async Task Another_organisations_alert_is_null()
    {
        var alert = Samples.Alert(Organisation);
        await Alerts.TryPutAsync(alert, Cancel);

        (await Alerts.GetAsync(Other, alert.Id, Cancel)).ShouldBeNull();
        (await Alerts.ListAsync(Other, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_later_state_takes_the_place_of_an_earlier_one()
    {
        var firing = Samples.Alert(Organisation);
        var resolved = firing with { Status = AlertStatus.Resolved, EndsAt = Samples.Time.AddHours(1), IncidentId = "inc_1" };
        await Alerts.TryPutAsync(firing, Cancel);

        (await Alerts.TryPutAsync(firing with { Summary = "again" }, Cancel)).ShouldBeTrue();
        (await Alerts.TryPutAsync(resolved, Cancel)).ShouldBeTrue();

        (await Alerts.GetAsync(Organisation, firing.Id, Cancel)).ShouldHaveContentOf(resolved, CoreJson.Default.Alert);
        (await Alerts.ListAsync(Organisation, new PageRequest(), Cancel)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_resolved_alert_never_fires_again()
    {
        var firing = Samples.Alert(Organisation);
        var resolved = firing with { Status = AlertStatus.Resolved, EndsAt = Samples.Time.AddHours(1) };
        await Alerts.TryPutAsync(resolved, Cancel);

        (await Alerts.TryPutAsync(firing, Cancel)).ShouldBeFalse();
        (await Alerts.TryPutAsync(resolved, Cancel)).ShouldBeTrue();

        (await Alerts.GetAsync(Organisation, firing.Id, Cancel)).ShouldHaveContentOf(resolved, CoreJson.Default.Alert);
    }

    [Fact]
    public async Task Of_firing_and_resolved_at_the_same_time_resolved_stays()
    {
        var firing = Samples.Alert(Organisation);
        var resolved = firing with { Status = AlertStatus.Resolved, EndsAt = Samples.Time.AddHours(1) };

        await Race.WinnersAsync(i => Alerts.TryPutAsync(i == 3 ? resolved : firing, Cancel));

        (await Alerts.GetAsync(Organisation, firing.Id, Cancel)).ShouldNotBeNull().Status.ShouldBe(AlertStatus.Resolved);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Pages_hold_every_alert_once_newest_first(int limit)
    {
        var alerts = Enumerable.Range(0, 9).Select(i => Samples.Alert(Organisation, $"f{i}", minute: i / 2)).ToList();
        foreach (var alert in alerts) await Alerts.TryPutAsync(alert, Cancel);
        await Alerts.TryPutAsync(Samples.Alert(Other), Cancel);

        var listed = await Listing.ReadAllAsync(page => Alerts.ListAsync(Organisation, page, Cancel), limit);

        listed.Select(a => a.Id).ShouldBe(alerts.Select(a => a.Id), ignoreOrder: true);
        listed.Select(a => a.StartsAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task A_listing_goes_on_where_it_was_when_newer_alerts_arrive()
    {
        for (var i = 0; i < 4; i++) await Alerts.TryPutAsync(Samples.Alert(Organisation, $"f{i}", i), Cancel);
        var first = await Alerts.ListAsync(Organisation, new PageRequest(2), Cancel);
        await Alerts.TryPutAsync(Samples.Alert(Organisation, "newer", 10), Cancel);

        var second = await Alerts.ListAsync(Organisation, new PageRequest(10, first.NextToken), Cancel);

        first.Items.Concat(second.Items).Select(a => a.Fingerprint).ShouldBe(["f3", "f2", "f1", "f0"]);
    }

    [Fact]
    public async Task A_listing_of_a_time_has_what_began_in_it()
    {
        var alerts = Enumerable.Range(0, 5).Select(i => Samples.Alert(Organisation, $"f{i}", minute: i / 2)).ToList();
        foreach (var alert in alerts) await Alerts.TryPutAsync(alert, Cancel);

        await Listing.ShouldKeepWithinAsync(page => Alerts.ListAsync(Organisation, page, Cancel), alerts, alert => alert.StartsAt);
    }

    [Fact]
    public async Task A_made_up_page_is_refused()
    {
        await Alerts.TryPutAsync(Samples.Alert(Organisation, "f1"), Cancel);
        await Alerts.TryPutAsync(Samples.Alert(Organisation, "f2"), Cancel);

        await Listing.ShouldRefuseNonsenseAsync(page => Alerts.ListAsync(Organisation, page, Cancel));
        await Listing.ShouldNotCrossAsync(
            page => Alerts.ListAsync(Organisation, page, Cancel), page => Alerts.ListAsync(Other, page, Cancel));
    }
}
