using CsCheck;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Testing;

namespace OpsWorker.Aws.Tests.DynamoDb;

public sealed class RecordListingTests
{
    // Times of all lengths, not only of our century: small numbers of ticks are as likely as great ones.
    private static readonly Gen<DateTimeOffset> Times =
        Gen.Long[0, DateTimeOffset.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    [Fact]
    public void Times_sort_as_text_and_come_back_whole() => Gen.Select(Times, Times).Sample((first, second) =>
    {
        var order = string.CompareOrdinal(RecordListing.Time(first), RecordListing.Time(second));

        return Math.Sign(order) == Math.Sign(first.CompareTo(second))
            && RecordListing.ParseTime(RecordListing.Time(first)) == first;
    });

    [Fact]
    public void A_token_is_read_or_refused_and_nothing_else() => AnyText.UpTo100.Sample(token =>
    {
        try
        {
            return RecordListing.ReadToken(token, RecordListing.IsPlace).Length > 0;
        }
        catch (ArgumentException)
        {
            return true;
        }
    });

    [Fact]
    public void A_token_says_the_place_that_it_was_made_of() => Gen.Select(Times, Gen.Int.Positive).Sample((time, id) =>
    {
        var place = RecordListing.Place(time, $"al_{id:x20}");

        return RecordListing.ReadToken(RecordListing.WriteToken(place), RecordListing.IsPlace) == place;
    });

}
