using OpsWorker.Core;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class OrganisationStoreContract(ContractFixture fixture) : PortContract<IOrganisationStore>(fixture)
{
    private IOrganisationStore Organisations => Fixture.Organisations;

    [Fact]
    public async Task An_organisation_is_read_as_it_was_stored()
    {
        var organisation = Sample(Organisation) with { TimeZone = "Europe/Berlin" };

        (await Organisations.TryPutAsync(organisation, Cancel)).ShouldBeTrue();

        (await Organisations.GetAsync(Organisation, Cancel)).ShouldBe(organisation);
        (await Organisations.GetAsync(Other, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task One_of_many_creates_it()
    {
        var winners = await Race.WinnersAsync(
            i => Organisations.TryPutAsync(Sample(Organisation) with { Name = $"{i}" }, Cancel));

        winners.ShouldBe(1);
        var stored = (await Organisations.GetAsync(Organisation, Cancel)).ShouldNotBeNull();
        (await Organisations.TryPutAsync(Sample(Organisation), Cancel)).ShouldBeFalse();
        (await Organisations.GetAsync(Organisation, Cancel)).ShouldBe(stored);
    }

    [Fact]
    public async Task A_change_takes_the_place_of_what_it_is_a_change_of_and_of_nothing_else()
    {
        var created = Sample(Organisation);
        var changed = created with { TimeZone = "Asia/Tokyo", DigestHour = 7, Version = 2 };
        (await Organisations.TryPutAsync(changed, Cancel)).ShouldBeFalse();
        await Organisations.TryPutAsync(created, Cancel);

        (await Race.WinnersAsync(i => Organisations.TryPutAsync(changed with { DigestHour = i }, Cancel))).ShouldBe(1);
        (await Organisations.TryPutAsync(changed with { Version = 4 }, Cancel)).ShouldBeFalse();
        (await Organisations.TryPutAsync(changed with { Version = 3 }, Cancel)).ShouldBeTrue();

        (await Organisations.GetAsync(Organisation, Cancel)).ShouldBe(changed with { Version = 3 });
        (await Organisations.GetAsync(Other, Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Pages_hold_every_organisation_once_in_order_of_id(int limit)
    {
        var mine = Enumerable.Range(0, 5).Select(_ => new OrganisationId(Identifier.New("org"))).ToList();
        foreach (var id in mine) await Organisations.TryPutAsync(Sample(id), Cancel);

        var listed = await Listing.ReadAllAsync(page => Organisations.ListAsync(page, Cancel), limit);

        listed.Select(o => o.Id.Value).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        listed.Select(o => o.Id).Intersect(mine).ShouldBe(mine, ignoreOrder: true);
        listed.DistinctBy(o => o.Id).Count().ShouldBe(listed.Count);
    }

    [Fact]
    public Task A_made_up_page_is_refused() =>
        Listing.ShouldRefuseNonsenseAsync(page => Organisations.ListAsync(page, Cancel));

    private static Organisation Sample(OrganisationId id) =>
        new() { Id = id, Name = Samples.Unicode, CreatedAt = Samples.Time };
}
