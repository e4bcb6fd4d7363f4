using CsCheck;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Testing;

namespace OpsWorker.Aws.Tests.DynamoDb;

public sealed class RecordListingTests
{
    // Small numbers of ticks are as likely as large ones, so not only times of our century.
    private static readonly Gen<DateTimeOffset> Times =
        Gen.Long[0, DateTimeOffset.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    [Fact]
    public void Times_keep_their_order_and_value_as_text() => Gen.Select(Times, Times).Holds(drawn =>
    {
        var (first, second) = drawn;
        var order = string.CompareOrdinal(RecordListing.Time(first), RecordListing.Time(second));

        return Math.Sign(order) == Math.Sign(first.CompareTo(second))
            && RecordListing.ParseTime(RecordListing.Time(first)) == first;
    });

    [Fact]
    public void Any_token_is_read_or_refused_with_an_argument_exception() => AnyText.UpTo100.Holds(token =>
    {
        try
        {
            return RecordListing.ReadToken(token, RecordListing.IsSortKey).Length > 0;
        }
        catch (ArgumentException)
        {
            return true;
        }
    });

    [Fact]
    public void A_token_is_read_as_the_sort_key_that_it_was_written_from() => Gen.Select(Times, Gen.Int.Positive).Holds(drawn =>
    {
        var (time, id) = drawn;
        var sortKey = RecordListing.SortKey(time, $"al_{id:x20}");

        return RecordListing.ReadToken(RecordListing.WriteToken(sortKey), RecordListing.IsSortKey) == sortKey;
    });
}
