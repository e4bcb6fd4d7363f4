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

    [Fact]
    public async Task A_key_is_found_by_its_hash()
    {
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Webhook, Samples.Time);

        await Organisations.AddKeyAsync(record, Cancel);

        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldBe(record);
        (await Organisations.FindKeyAsync(AccessKeys.Hash(key + "x"), Cancel)).ShouldBeNull();
        (await Organisations.FindKeyAsync("", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Adding_a_key_again_changes_nothing()
    {
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Webhook, Samples.Time);
        await Organisations.AddKeyAsync(record, Cancel);

        await Organisations.AddKeyAsync(record with { Kind = AccessKeyKind.Api }, Cancel);

        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldBe(record);
    }

    [Fact]
    public async Task A_clusters_key_is_read_as_it_was_stored()
    {
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Cluster, Samples.Time, "cl_1");
        var expiring = record with { ExpiresAt = Fixture.Time.GetUtcNow().AddHours(1) };

        await Organisations.AddKeyAsync(expiring, Cancel);

        key.ShouldStartWith("owc_");
        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldBe(expiring);
    }

    [Fact]
    public async Task A_key_is_ended_by_its_organisation_only()
    {
        var now = Fixture.Time.GetUtcNow();
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Api, Samples.Time);
        await Organisations.AddKeyAsync(record, Cancel);

        (await Organisations.ExpireKeyAsync(Other, record.Id, now, Cancel)).ShouldBeFalse();
        (await Organisations.ExpireKeyAsync(Organisation, "key_0", now, Cancel)).ShouldBeFalse();
        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldBe(record);
        (await Organisations.ExpireKeyAsync(Organisation, record.Id, now, Cancel)).ShouldBeTrue();

        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_works_until_it_expires_and_no_later_end_takes_the_place_of_an_earlier_one()
    {
        var end = Fixture.Time.GetUtcNow().AddSeconds(2);
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Cluster, Samples.Time, "cl_1");
        await Organisations.AddKeyAsync(record, Cancel);

        await Organisations.ExpireKeyAsync(Organisation, record.Id, end, Cancel);
        await Organisations.ExpireKeyAsync(Organisation, record.Id, end.AddHours(1), Cancel);

        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldNotBeNull().ExpiresAt.ShouldBe(end);
        await Fixture.PassAsync(TimeSpan.FromSeconds(2.5));
        (await Organisations.FindKeyAsync(AccessKeys.Hash(key), Cancel)).ShouldBeNull();
    }

    private static Organisation Sample(OrganisationId id) =>
        new() { Id = id, Name = Samples.Unicode, CreatedAt = Samples.Time };
}
