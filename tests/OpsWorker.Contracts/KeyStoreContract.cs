using OpsWorker.Core;
using OpsWorker.Core.Access;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class KeyStoreContract(ContractFixture fixture) : PortContract<IKeyStore>(fixture)
{
    private IKeyStore Keys => Fixture.Keys;

    [Fact]
    public async Task A_key_is_found_by_its_hash_and_by_its_id()
    {
        var (key, record) = Sample();

        await Keys.AddAsync(record, Cancel);

        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldHaveContentOf(record, CoreJson.Default.AccessKey);
        (await Keys.GetAsync(Organisation, record.Id, Cancel)).ShouldHaveContentOf(record, CoreJson.Default.AccessKey);
        (await Keys.FindAsync(AccessKeys.Hash(key + "x"), Cancel)).ShouldBeNull();
        (await Keys.FindAsync("", Cancel)).ShouldBeNull();
        (await Keys.GetAsync(Organisation, "key_0", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_are_read_listed_and_ended_by_their_organisation_only()
    {
        var now = Fixture.Time.GetUtcNow();
        var (key, record) = Sample();
        await Keys.AddAsync(record, Cancel);

        (await Keys.GetAsync(Other, record.Id, Cancel)).ShouldBeNull();
        (await Keys.ListAsync(Other, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
        (await Keys.ExpireAsync(Other, record.Id, now, Cancel)).ShouldBeFalse();
        (await Keys.ExpireAsync(Organisation, "key_0", now, Cancel)).ShouldBeFalse();
        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldNotBeNull();
        (await Keys.ExpireAsync(Organisation, record.Id, now, Cancel)).ShouldBeTrue();

        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldBeNull();
        (await Keys.GetAsync(Organisation, record.Id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Adding_a_key_again_changes_nothing()
    {
        var (key, record) = Sample();
        await Keys.AddAsync(record, Cancel);

        await Keys.AddAsync(record with { Role = AccessRole.Admin }, Cancel);

        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldNotBeNull().Role.ShouldBe(AccessRole.Operator);
    }

    [Fact]
    public async Task A_key_works_until_it_expires_and_no_later_end_takes_the_place_of_an_earlier_one()
    {
        var end = Fixture.Time.GetUtcNow().AddHours(1);
        var (key, record) = Sample();
        await Keys.AddAsync(record, Cancel);

        await Keys.ExpireAsync(Organisation, record.Id, end, Cancel);
        await Keys.ExpireAsync(Organisation, record.Id, end.AddHours(1), Cancel);

        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldNotBeNull().ExpiresAt.ShouldBe(end);
        await Keys.ExpireAsync(Organisation, record.Id, Fixture.Time.GetUtcNow().AddSeconds(1), Cancel);
        await Fixture.PassAsync(TimeSpan.FromSeconds(1.5));
        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldBeNull();
        (await Keys.GetAsync(Organisation, record.Id, Cancel)).ShouldBeNull();
        (await Keys.ListAsync(Organisation, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_latest_use_is_kept_and_an_expiry_keeps_it()
    {
        var (key, record) = Sample();
        await Keys.AddAsync(record, Cancel);
        var hash = AccessKeys.Hash(key);

        await Keys.RecordUseAsync(record, Samples.Time.AddMinutes(2), Cancel);
        await Keys.RecordUseAsync(record, Samples.Time.AddMinutes(1), Cancel);
        (await Keys.FindAsync(hash, Cancel)).ShouldNotBeNull().LastUsedAt.ShouldBe(Samples.Time.AddMinutes(2));

        await Keys.ExpireAsync(Organisation, record.Id, Fixture.Time.GetUtcNow().AddHours(1), Cancel);
        await Keys.RecordUseAsync(record, Samples.Time.AddMinutes(1), Cancel);
        (await Keys.FindAsync(hash, Cancel)).ShouldNotBeNull().LastUsedAt.ShouldBe(Samples.Time.AddMinutes(2));
        (await Keys.GetAsync(Organisation, record.Id, Cancel)).ShouldNotBeNull().LastUsedAt.ShouldBe(Samples.Time.AddMinutes(2));
    }

    [Fact]
    public async Task A_use_of_a_key_that_is_gone_is_ignored()
    {
        var (key, record) = Sample();

        await Keys.RecordUseAsync(record, Samples.Time, Cancel);

        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldBeNull();
        (await Keys.ListAsync(Organisation, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Pages_hold_every_key_once_in_order_of_id(int limit)
    {
        var records = Enumerable.Range(0, 5).Select(_ => Sample().Record).ToList();
        foreach (var record in records) await Keys.AddAsync(record, Cancel);

        var listed = await Listing.ReadAllAsync(page => Keys.ListAsync(Organisation, page, Cancel), limit);

        listed.Select(key => key.Id).ShouldBe(records.Select(key => key.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_made_up_page_is_refused_and_a_page_of_another_organisation_opens_nothing()
    {
        for (var i = 0; i < 3; i++) await Keys.AddAsync(Sample().Record, Cancel);

        await Listing.ShouldRefuseNonsenseAsync(page => Keys.ListAsync(Organisation, page, Cancel));
        await Listing.ShouldNotCrossAsync(
            page => Keys.ListAsync(Organisation, page, Cancel), page => Keys.ListAsync(Other, page, Cancel));
    }

    private (string Key, AccessKey Record) Sample()
    {
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Api, Samples.Time);
        return (key, record with
        {
            Name = Samples.Unicode,
            Role = AccessRole.Operator,
            Scopes = [AccessScope.Read, AccessScope.Respond],
            CreatedBy = "key_1",
            Source = "grafana",
            ClusterId = "cl_1",
        });
    }
}
