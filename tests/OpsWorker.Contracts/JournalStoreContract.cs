using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class JournalStoreContract(ContractFixture fixture) : PortContract<IJournalStore>(fixture)
{
    private const string Investigation = "inv_1";

    private IJournalStore Journal => Fixture.Journal;

    [Fact]
    public async Task Entries_are_read_in_order_as_they_were_stored()
    {
        var entries = Enumerable.Range(1, 12).Select(Samples.Entry).ToList();
        foreach (var entry in entries.AsEnumerable().Reverse())
        {
            (await Journal.TryAppendAsync(Organisation, Investigation, entry, Cancel)).ShouldBeTrue();
        }

        (await ReadAsync()).ShouldBe(entries.Select(Json));
    }

    [Fact]
    public async Task An_unknown_journal_is_empty() =>
        (await Journal.ReadAsync(Organisation, "inv_0", Cancel)).ShouldBeEmpty();

    [Fact]
    public async Task Entries_of_other_organisations_and_investigations_are_not_read()
    {
        await Journal.TryAppendAsync(Organisation, Investigation, Samples.Entry(1), Cancel);

        (await Journal.ReadAsync(Other, Investigation, Cancel)).ShouldBeEmpty();
        (await Journal.ReadAsync(Organisation, "inv_2", Cancel)).ShouldBeEmpty();
        (await Journal.TryCompleteAsync(Other, Investigation, Samples.Completed(Samples.Entry(1)), Cancel)).ShouldBeFalse();
        (await Journal.TryAppendAsync(Other, Investigation, Samples.Entry(1), Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task One_of_many_appends_the_entry_of_a_number()
    {
        var winners = await Race.WinnersAsync(i => Journal.TryAppendAsync(
            Organisation, Investigation, Samples.Entry(1) with { StartedAt = Samples.Time.AddHours(i) }, Cancel));

        winners.ShouldBe(1);
        (await Journal.ReadAsync(Organisation, Investigation, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_entry_that_is_there_stays_as_it_is()
    {
        await Journal.TryAppendAsync(Organisation, Investigation, Samples.Entry(1), Cancel);

        (await Journal.TryAppendAsync(Organisation, Investigation, Samples.Completed(Samples.Entry(1)), Cancel)).ShouldBeFalse();

        (await ReadAsync()).ShouldBe([Json(Samples.Entry(1))]);
    }

    [Fact]
    public async Task A_pending_entry_is_completed_once()
    {
        await Journal.TryAppendAsync(Organisation, Investigation, Samples.Entry(1), Cancel);

        var winners = await Race.WinnersAsync(i => Journal.TryCompleteAsync(
            Organisation, Investigation, Samples.Completed(Samples.Entry(1), $"answer {i}"), Cancel));

        winners.ShouldBe(1);
        var entry = (await Journal.ReadAsync(Organisation, Investigation, Cancel)).ShouldHaveSingleItem();
        entry.State.ShouldBe(JournalEntryState.Completed);
        Json(entry).ShouldBe(Json(Samples.Completed(Samples.Entry(1), entry.Outcome!)));
    }

    [Fact]
    public async Task What_is_not_pending_cannot_be_completed()
    {
        var time = Samples.Completed(Samples.Entry(1), "recorded at once");
        (await Journal.TryCompleteAsync(Organisation, Investigation, time, Cancel)).ShouldBeFalse();
        await Journal.TryAppendAsync(Organisation, Investigation, time, Cancel);

        (await Journal.TryCompleteAsync(Organisation, Investigation, time with { Outcome = "other" }, Cancel)).ShouldBeFalse();

        (await ReadAsync()).ShouldBe([Json(time)]);
    }

    [Fact]
    public async Task Completing_one_entry_leaves_the_others_pending()
    {
        await Journal.TryAppendAsync(Organisation, Investigation, Samples.Entry(1), Cancel);
        await Journal.TryAppendAsync(Organisation, Investigation, Samples.Entry(2), Cancel);

        await Journal.TryCompleteAsync(Organisation, Investigation, Samples.Completed(Samples.Entry(2)), Cancel);

        (await ReadAsync()).ShouldBe([Json(Samples.Entry(1)), Json(Samples.Completed(Samples.Entry(2)))]);
    }

    private static string Json(JournalEntry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.JournalEntry);

    private async Task<IEnumerable<string>> ReadAsync() =>
        (await Journal.ReadAsync(Organisation, Investigation, Cancel)).Select(Json);
}
