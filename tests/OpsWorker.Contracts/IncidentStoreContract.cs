using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class IncidentStoreContract(ContractFixture fixture) : PortContract<IIncidentStore>(fixture)
{
    private IIncidentStore Incidents => Fixture.Incidents;

    [Fact]
    public async Task An_incident_is_read_as_it_was_stored()
    {
        var incident = Samples.Incident(Organisation);

        (await Incidents.TryCreateAsync(incident, Cancel)).ShouldBeTrue();

        (await Incidents.GetAsync(Organisation, incident.Id, Cancel)).ShouldHaveContentOf(incident, CoreJson.Default.Incident);
        (await Incidents.FindAsync(Organisation, incident.CorrelationKey, Cancel))
            .ShouldHaveContentOf(incident, CoreJson.Default.Incident);
    }

    [Fact]
    public async Task An_unknown_incident_is_null()
    {
        (await Incidents.GetAsync(Organisation, "inc_0", Cancel)).ShouldBeNull();
        (await Incidents.FindAsync(Organisation, "nothing", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_organisations_incident_is_null_and_cannot_be_changed()
    {
        var incident = Samples.Incident(Organisation);
        await Incidents.TryCreateAsync(incident, Cancel);

        (await Incidents.GetAsync(Other, incident.Id, Cancel)).ShouldBeNull();
        (await Incidents.FindAsync(Other, incident.CorrelationKey, Cancel)).ShouldBeNull();
        (await Incidents.ListAsync(Other, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
        (await Incidents.TryUpdateAsync(incident with { Organisation = Other, Version = 2 }, Cancel)).ShouldBeFalse();
        (await Incidents.GetAsync(Organisation, incident.Id, Cancel)).ShouldHaveContentOf(incident, CoreJson.Default.Incident);
    }

    [Fact]
    public async Task Organisations_may_have_the_same_correlation_key_open()
    {
        (await Incidents.TryCreateAsync(Samples.Incident(Organisation), Cancel)).ShouldBeTrue();
        (await Incidents.TryCreateAsync(Samples.Incident(Other), Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Creating_the_same_id_again_changes_nothing()
    {
        var incident = Samples.Incident(Organisation);
        await Incidents.TryCreateAsync(incident, Cancel);

        (await Incidents.TryCreateAsync(incident with { CorrelationKey = "else", Title = "else" }, Cancel)).ShouldBeFalse();

        (await Incidents.GetAsync(Organisation, incident.Id, Cancel)).ShouldHaveContentOf(incident, CoreJson.Default.Incident);
        (await Incidents.FindAsync(Organisation, "else", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_correlation_key_has_one_open_incident()
    {
        var winners = await Race.WinnersAsync(
            i => Incidents.TryCreateAsync(Samples.Incident(Organisation) with { Id = $"inc_{i}" }, Cancel));

        winners.ShouldBe(1);
        (await Incidents.ListAsync(Organisation, new PageRequest(), Cancel)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_changes_to_one_version_one_is_stored()
    {
        var incident = Samples.Incident(Organisation);
        await Incidents.TryCreateAsync(incident, Cancel);

        var winners = await Race.WinnersAsync(
            i => Incidents.TryUpdateAsync(incident with { AlertCount = 10 + i, Version = 2 }, Cancel));

        winners.ShouldBe(1);
        var stored = (await Incidents.GetAsync(Organisation, incident.Id, Cancel)).ShouldNotBeNull();
        stored.Version.ShouldBe(2);
        stored.AlertCount.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task A_change_to_another_version_or_to_nothing_is_refused()
    {
        var incident = Samples.Incident(Organisation);
        (await Incidents.TryUpdateAsync(incident with { Version = 2 }, Cancel)).ShouldBeFalse();
        await Incidents.TryCreateAsync(incident, Cancel);

        (await Incidents.TryUpdateAsync(incident with { Title = "same version" }, Cancel)).ShouldBeFalse();
        (await Incidents.TryUpdateAsync(incident with { Title = "skipped one", Version = 3 }, Cancel)).ShouldBeFalse();

        (await Incidents.GetAsync(Organisation, incident.Id, Cancel)).ShouldHaveContentOf(incident, CoreJson.Default.Incident);
    }

    [Fact]
    public async Task The_alerts_of_an_incident_are_those_of_its_last_version_in_order()
    {
        var incident = Samples.Incident(Organisation);
        IncidentAlert Listed(int i) => incident.Alerts[0] with { Id = $"al_{i}", Fingerprint = $"f{i}" };
        var versions = new[]
        {
            incident with { Alerts = [Listed(0), Listed(1)], Version = 2 },
            incident with { Alerts = [Listed(0) with { Occurrences = 2 }, Listed(1), Listed(2)], Version = 3 },
            incident with { Alerts = [Listed(1)], Version = 4 },
            incident with { Alerts = [.. Enumerable.Range(0, 100).Select(Listed)], Version = 5 },
        };
        await Incidents.TryCreateAsync(incident, Cancel);

        foreach (var version in versions)
        {
            (await Incidents.TryUpdateAsync(version, Cancel)).ShouldBeTrue();
            (await Incidents.GetAsync(Organisation, incident.Id, Cancel)).ShouldHaveContentOf(version, CoreJson.Default.Incident);
            var listed = (await Incidents.ListAsync(Organisation, new PageRequest(), Cancel)).Items.ShouldHaveSingleItem();
            listed.Alerts.ShouldBe(version.Alerts);
        }
    }

    [Fact]
    public async Task Resolving_frees_the_correlation_key_and_the_last_holder_is_still_found()
    {
        var first = Samples.Incident(Organisation);
        var second = Samples.Incident(Organisation, minute: 5);
        await Incidents.TryCreateAsync(first, Cancel);
        (await Incidents.TryCreateAsync(second, Cancel)).ShouldBeFalse();

        var resolved = first with { Status = IncidentStatus.Resolved, ResolvedAt = Samples.Time.AddHours(1), Version = 2 };
        (await Incidents.TryUpdateAsync(resolved, Cancel)).ShouldBeTrue();

        (await Incidents.FindAsync(Organisation, first.CorrelationKey, Cancel)).ShouldNotBeNull().Id.ShouldBe(first.Id);
        (await Incidents.TryCreateAsync(second, Cancel)).ShouldBeTrue();
        (await Incidents.FindAsync(Organisation, first.CorrelationKey, Cancel)).ShouldNotBeNull().Id.ShouldBe(second.Id);
        (await Incidents.GetAsync(Organisation, first.Id, Cancel)).ShouldHaveContentOf(resolved, CoreJson.Default.Incident);
    }

    [Fact]
    public async Task A_resolved_incident_may_change_while_its_key_is_open_again()
    {
        var first = Samples.Incident(Organisation);
        var resolved = first with { Status = IncidentStatus.Resolved, ResolvedAt = Samples.Time.AddHours(1), Version = 2 };
        var second = Samples.Incident(Organisation, minute: 5);
        await Incidents.TryCreateAsync(first, Cancel);
        await Incidents.TryUpdateAsync(resolved, Cancel);
        await Incidents.TryCreateAsync(second, Cancel);

        (await Incidents.TryUpdateAsync(resolved with { InvestigationId = "inv_1", Version = 3 }, Cancel)).ShouldBeTrue();

        (await Incidents.FindAsync(Organisation, first.CorrelationKey, Cancel)).ShouldNotBeNull().Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task An_incident_is_not_opened_again_while_another_has_its_key()
    {
        var first = Samples.Incident(Organisation);
        var resolved = first with { Status = IncidentStatus.Resolved, ResolvedAt = Samples.Time.AddHours(1), Version = 2 };
        await Incidents.TryCreateAsync(first, Cancel);
        await Incidents.TryUpdateAsync(resolved, Cancel);
        await Incidents.TryCreateAsync(Samples.Incident(Organisation, minute: 5), Cancel);

        (await Incidents.TryUpdateAsync(first with { Version = 3 }, Cancel)).ShouldBeFalse();

        (await Incidents.GetAsync(Organisation, first.Id, Cancel)).ShouldHaveContentOf(resolved, CoreJson.Default.Incident);
    }

    [Fact]
    public async Task An_incident_is_found_by_each_of_its_keys()
    {
        var incident = Samples.Incident(Organisation, "shop/checkout") with { Aliases = ["shop/checkout-svc", "shop"] };
        await Incidents.TryCreateAsync(incident, Cancel);

        foreach (var key in incident.Aliases.Append(incident.CorrelationKey))
        {
            (await Incidents.FindAsync(Organisation, key, Cancel)).ShouldHaveContentOf(incident, CoreJson.Default.Incident);
        }
    }

    [Fact]
    public async Task A_key_of_an_open_incident_is_not_taken_by_another_as_whichever_key()
    {
        var first = Samples.Incident(Organisation, "a") with { Aliases = ["b"] };
        var second = Samples.Incident(Organisation, "c");
        await Incidents.TryCreateAsync(first, Cancel);

        (await Incidents.TryCreateAsync(Samples.Incident(Organisation, "b"), Cancel)).ShouldBeFalse();
        (await Incidents.TryCreateAsync(second with { Aliases = ["a"] }, Cancel)).ShouldBeFalse();
        (await Incidents.TryCreateAsync(second, Cancel)).ShouldBeTrue();
        (await Incidents.TryUpdateAsync(second with { Aliases = ["b"], Version = 2 }, Cancel)).ShouldBeFalse();
        (await Incidents.FindAsync(Organisation, "b", Cancel)).ShouldNotBeNull().Id.ShouldBe(first.Id);

        (await Incidents.TryUpdateAsync(first with { Status = IncidentStatus.Resolved, Version = 2 }, Cancel)).ShouldBeTrue();
        (await Incidents.TryUpdateAsync(second with { Aliases = ["b"], Version = 2 }, Cancel)).ShouldBeTrue();
        (await Incidents.FindAsync(Organisation, "b", Cancel)).ShouldNotBeNull().Id.ShouldBe(second.Id);
        (await Incidents.TryUpdateAsync(first with { Version = 3 }, Cancel)).ShouldBeFalse("it would open with a key of another");
        (await Incidents.TryUpdateAsync(first with { Aliases = [], Version = 3 }, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_that_two_incidents_add_at_once_is_one_of_theirs()
    {
        var incidents = Enumerable.Range(0, 8).Select(i => Samples.Incident(Organisation, $"key-{i}", minute: i)).ToList();
        foreach (var incident in incidents) (await Incidents.TryCreateAsync(incident, Cancel)).ShouldBeTrue();

        var winners = await Race.WinnersAsync(
            i => Incidents.TryUpdateAsync(incidents[i % 8] with { Aliases = ["shared"], Version = 2 }, Cancel));

        winners.ShouldBe(1);
        var holder = (await Incidents.FindAsync(Organisation, "shared", Cancel)).ShouldNotBeNull();
        holder.Aliases.ShouldBe(["shared"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Pages_hold_every_incident_once_newest_first(int limit)
    {
        var incidents = Enumerable.Range(0, 7).Select(i => Samples.Incident(Organisation, $"key-{i}", i / 2)).ToList();
        foreach (var incident in incidents) await Incidents.TryCreateAsync(incident, Cancel);

        var listed = await Listing.ReadAllAsync(page => Incidents.ListAsync(Organisation, page, Cancel), limit);

        listed.Select(i => i.Id).ShouldBe(incidents.Select(i => i.Id), ignoreOrder: true);
        listed.Select(i => i.OpenedAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task A_listing_of_a_time_has_what_was_opened_in_it()
    {
        var incidents = Enumerable.Range(0, 5).Select(i => Samples.Incident(Organisation, $"key-{i}", i / 2)).ToList();
        foreach (var incident in incidents) await Incidents.TryCreateAsync(incident, Cancel);

        await Listing.ShouldKeepWithinAsync(
            page => Incidents.ListAsync(Organisation, page, Cancel), incidents, incident => incident.OpenedAt);
    }

    [Fact]
    public async Task Open_incidents_are_listed_oldest_first_until_they_are_resolved()
    {
        var incidents = Enumerable.Range(0, 4).Select(i => Samples.Incident(Organisation, $"key-{i}", minute: 3 - i)).ToList();
        foreach (var incident in incidents) await Incidents.TryCreateAsync(incident, Cancel);
        await Incidents.TryCreateAsync(Samples.Incident(Other), Cancel);
        var resolved = incidents[3] with { Status = IncidentStatus.Resolved, ResolvedAt = Samples.Time.AddHours(1), Version = 2 };
        await Incidents.TryUpdateAsync(resolved, Cancel);

        (await Incidents.ListOpenAsync(Organisation, 10, Cancel)).Select(i => i.Id)
            .ShouldBe([incidents[2].Id, incidents[1].Id, incidents[0].Id]);
        (await Incidents.ListOpenAsync(Organisation, 2, Cancel)).Select(i => i.Id).ShouldBe([incidents[2].Id, incidents[1].Id]);
        (await Incidents.ListOpenAsync(Organisation, 2, Cancel, after: incidents[1])).ShouldHaveSingleItem().Id.ShouldBe(incidents[0].Id);
        (await Incidents.ListOpenAsync(Organisation, 2, Cancel, after: incidents[0])).ShouldBeEmpty();

        await Incidents.TryUpdateAsync(resolved with { Status = IncidentStatus.Open, ResolvedAt = null, Version = 3 }, Cancel);
        (await Incidents.ListOpenAsync(Organisation, 1, Cancel)).ShouldHaveSingleItem().Id.ShouldBe(incidents[3].Id);
    }

    [Fact]
    public async Task A_made_up_page_is_refused()
    {
        for (var i = 0; i < 2; i++) await Incidents.TryCreateAsync(Samples.Incident(Organisation, $"key-{i}"), Cancel);

        await Listing.ShouldRefuseNonsenseAsync(page => Incidents.ListAsync(Organisation, page, Cancel));
        await Listing.ShouldNotCrossAsync(
            page => Incidents.ListAsync(Organisation, page, Cancel), page => Incidents.ListAsync(Other, page, Cancel));
    }
}
