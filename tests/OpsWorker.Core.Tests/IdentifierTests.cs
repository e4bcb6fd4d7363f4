namespace OpsWorker.Core.Tests;

public sealed class IdentifierTests
{
    [Fact]
    public void The_same_parts_give_the_same_identifier() =>
        Identifier.From("inc", "a", "b").ShouldBe(Identifier.From("inc", "a", "b"));

    [Fact]
    public void Where_one_part_ends_and_the_next_begins_matters() =>
        Identifier.From("inc", "ab", "c").ShouldNotBe(Identifier.From("inc", "a", "bc"));

    [Theory]
    [InlineData("a\0b", null)]
    [InlineData("a", "\0b")]
    [InlineData("a\0", "b")]
    [InlineData("a\0b\0", null)]
    public void A_part_that_has_what_ends_a_part_is_no_two_parts(string first, string? second)
    {
        string[] parts = second is null ? [first] : [first, second];

        Identifier.From("inc", parts).ShouldNotBe(Identifier.From("inc", "a", "b"));
    }

    [Fact]
    public void An_identifier_is_its_prefix_and_twenty_hexadecimal_digits() =>
        Identifier.New("al").ShouldMatch("^al_[0-9a-f]{20}$");
}
