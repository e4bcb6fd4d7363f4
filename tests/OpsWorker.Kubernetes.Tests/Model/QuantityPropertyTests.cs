using System.Globalization;
using CsCheck;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Model;

public sealed class QuantityPropertyTests
{
    private static readonly (string Suffix, decimal Factor)[] s_suffixes =
    [
        ("", 1m), ("n", 0.000000001m), ("u", 0.000001m), ("m", 0.001m), ("k", 1_000m), ("M", 1_000_000m),
        ("G", 1_000_000_000m), ("T", 1_000_000_000_000m),
        ("Ki", 1024m), ("Mi", 1_048_576m), ("Gi", 1_073_741_824m), ("Ti", 1_099_511_627_776m), ("e3", 1_000m), ("E-3", 0.001m),
    ];

    // The API writes at most three decimals and 18 digits.
    private static readonly Gen<decimal> Numbers =
        from whole in Gen.Int[-1_000_000_000, 1_000_000_000]
        from thousandths in Gen.Int[0, 999]
        select whole + (thousandths / 1000m);

    private static readonly Gen<(decimal Number, string Suffix, decimal Factor)> Amounts =
        from number in Numbers
        from suffix in Gen.OneOf(s_suffixes)
        select (number, suffix.Suffix, suffix.Factor);

    private static readonly Gen<string> Texts =
        from parts in Gen.OneOf(
            "1", "-", "+", ".", "e", "E", "Ki", "m", "i", " ", "99999999999999999999999999999", "x", "0", "\0", "\u00b5").Array[0, 100]
        select string.Concat(parts);

    [Fact]
    public void A_number_and_a_suffix_are_their_product() =>
        Holds(Amounts, a => Read(Text(a.Number) + a.Suffix) == a.Number * a.Factor);

    [Fact]
    public void A_written_quantity_parses_to_the_same_amount() =>
        Holds(Amounts, a => new Quantity(a.Number * a.Factor) is var quantity && Read(quantity.ToString()) == quantity.Value);

    [Fact]
    public void Quantities_are_ordered_by_their_amounts() =>
        Holds(Gen.Select(Amounts, Amounts), pair =>
        {
            var (left, right) = (new Quantity(pair.Item1.Number * pair.Item1.Factor), new Quantity(pair.Item2.Number * pair.Item2.Factor));
            return left < right == left.Value < right.Value && left.CompareTo(right) == -right.CompareTo(left)
                && left + right == right + left && (left <= right || left > right);
        });

    [Fact]
    public void Any_text_is_a_quantity_or_refused() => Holds(Texts, text => Quantity.TryParse(text, out var read) || read == Quantity.Zero);

    private static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        values.Holds(property, iter: 500);

    private static decimal? Read(string text) => Quantity.TryParse(text, out var quantity) ? quantity.Value : null;

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
