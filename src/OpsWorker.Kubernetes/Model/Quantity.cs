using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>
/// An amount of a resource as the API writes it: <c>100m</c>, <c>1.5Gi</c>, <c>2e3</c>. Compares by amount. The format is
/// that of the API's <c>resource.Quantity</c>: a decimal number with a binary, decimal or exponent suffix.
/// </summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("+-.0123456789");

    private static readonly Dictionary<string, decimal> s_suffixes = new()
    {
        [""] = 1m,
        ["n"] = 1e-9m,
        ["u"] = 1e-6m,
        ["m"] = 1e-3m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1024m,
        ["Mi"] = 1024m * 1024,
        ["Gi"] = 1024m * 1024 * 1024,
        ["Ti"] = 1024m * 1024 * 1024 * 1024,
        ["Pi"] = 1024m * 1024 * 1024 * 1024 * 1024,
        ["Ei"] = 1024m * 1024 * 1024 * 1024 * 1024 * 1024,
    };

    /// <summary>Zero.</summary>
    public static Quantity Zero => default;

    /// <summary>Reads the API's form; false where it is not one, or beyond the range of a decimal.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return false;
        var digits = text.AsSpan().IndexOfAnyExcept(s_numberCharacters);
        if (digits < 0) digits = text.Length;
        if (!TryNumber(text.AsSpan(0, digits), out var number)) return false;
        if (!TryFactor(text[digits..], out var factor)) return false;
        try
        {
            quantity = new Quantity(number * factor);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;

    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;

    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;

    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Value + right.Value);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Value - right.Value);

    /// <summary>The amount as a plain decimal number, which <see cref="TryParse"/> reads back.</summary>
    public override string ToString() => Value.ToString("0.#############################", CultureInfo.InvariantCulture);

    private static bool TryNumber(ReadOnlySpan<char> text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool TryFactor(string suffix, out decimal factor)
    {
        if (s_suffixes.TryGetValue(suffix, out factor)) return true;
        if (suffix.Length < 2 || suffix[0] is not ('e' or 'E')) return false;
        if (!int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return false;
        if (exponent is < -18 or > 18) return false;
        factor = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++) factor = exponent < 0 ? factor / 10 : factor * 10;
        return true;
    }
}

/// <summary>Reads a quantity from a string or a number.</summary>
public sealed class QuantityConverter : JsonConverter<Quantity>
{
    /// <inheritdoc/>
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.Number
            ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan)
            : reader.GetString();
        return Quantity.TryParse(text, out var quantity)
            ? quantity
            : throw new JsonException("The text is not a quantity.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
