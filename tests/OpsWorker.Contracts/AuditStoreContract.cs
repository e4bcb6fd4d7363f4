using OpsWorker.Core;
using OpsWorker.Core.Audit;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class AuditStoreContract(ContractFixture fixture) : PortContract<IAuditStore>(fixture)
{
    // Entries are kept for long, so those of the test are of now.
    private readonly DateTimeOffset _start = fixture.Time.GetUtcNow();

    private IAuditStore Audit => Fixture.Audit;

    [Fact]
    public async Task An_entry_is_read_as_it_was_appended_by_its_organisation_only()
    {
        var entry = Sample(0) with
        {
            Name = Samples.Unicode,
            Address = "2001:db8::1",
            Target = "key_1",
            Outcome = AuditOutcome.Denied,
            Detail = Samples.Unicode,
            Count = 7,
        };

        await Audit.AppendAsync(entry, Cancel);

        (await Audit.ListAsync(Organisation, new PageRequest(), Cancel)).Items.ShouldHaveSingleItem()
            .ShouldHaveContentOf(entry, CoreJson.Default.AuditEntry);
        (await Audit.ListAsync(Other, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Appending_an_entry_again_changes_nothing()
    {
        var entry = Sample(0);
        await Audit.AppendAsync(entry, Cancel);

        await Audit.AppendAsync(entry with { Detail = "forged" }, Cancel);

        (await Audit.ListAsync(Organisation, new PageRequest(), Cancel)).Items.ShouldHaveSingleItem().Detail.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Pages_hold_every_entry_once_newest_first(int limit)
    {
        var entries = new[] { 0, 1, 1, 2, 5 }.Select(Sample).ToList();
        foreach (var entry in entries) await Audit.AppendAsync(entry, Cancel);

        var listed = await Listing.ReadAllAsync(page => Audit.ListAsync(Organisation, page, Cancel), limit);

        listed.Select(entry => entry.Id).ShouldBe(
            entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id, StringComparer.Ordinal).Select(e => e.Id));
    }

    [Fact]
    public async Task A_listing_keeps_to_the_time_that_is_asked_for()
    {
        var entries = new[] { 0, 1, 2, 2, 4 }.Select(Sample).ToList();
        foreach (var entry in entries) await Audit.AppendAsync(entry, Cancel);

        await Listing.ShouldKeepWithinAsync(page => Audit.ListAsync(Organisation, page, Cancel), entries, entry => entry.At);
    }

    [Fact]
    public async Task A_made_up_page_is_refused_and_a_page_of_another_organisation_opens_nothing()
    {
        foreach (var entry in new[] { 0, 1, 2 }.Select(Sample)) await Audit.AppendAsync(entry, Cancel);

        await Listing.ShouldRefuseNonsenseAsync(page => Audit.ListAsync(Organisation, page, Cancel));
        await Listing.ShouldNotCrossAsync(
            page => Audit.ListAsync(Organisation, page, Cancel), page => Audit.ListAsync(Other, page, Cancel));
    }

    private AuditEntry Sample(int minute) => new()
    {
        Id = Identifier.New("aud"),
        Organisation = Organisation,
        At = _start.AddMinutes(minute),
        By = "key_1",
        Action = AuditActions.KeyAdd,
        Outcome = AuditOutcome.Done,
    };
}
