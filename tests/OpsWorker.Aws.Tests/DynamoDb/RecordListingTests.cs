using FsCheck;
using FsCheck.Fluent;
using OpsWorker.Aws.DynamoDb;

namespace OpsWorker.Aws.Tests.DynamoDb;

public sealed class RecordListingTests
{
    [Fact]
    public void Times_sort_as_text_and_come_back_whole() => Prop.ForAll<long, long>((a, b) =>
    {
        var (first, second) = (Time(a), Time(b));
        var order = string.CompareOrdinal(RecordListing.Time(first), RecordListing.Time(second));

        return Math.Sign(order) == Math.Sign(first.CompareTo(second))
            && RecordListing.ParseTime(RecordListing.Time(first)) == first;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_is_read_or_refused_and_nothing_else() => Prop.ForAll<string?>(token =>
    {
        try
        {
            return RecordListing.ReadToken(token ?? "", RecordListing.IsPlace).Length > 0;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_says_the_place_that_it_was_made_of() => Prop.ForAll<long, PositiveInt>((ticks, id) =>
    {
        var place = RecordListing.Place(Time(ticks), $"al_{id.Get:x20}");

        return RecordListing.ReadToken(RecordListing.WriteToken(place), RecordListing.IsPlace) == place;
    }).QuickCheckThrowOnFailure();

    private static DateTimeOffset Time(long ticks) =>
        new((long)((ulong)ticks % (ulong)DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
