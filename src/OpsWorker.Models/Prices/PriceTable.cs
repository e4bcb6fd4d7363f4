using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Models;

namespace OpsWorker.Models.Prices;

/// <summary>The prices of known models.</summary>
public sealed class PriceTable
{
    private readonly PriceFile _file;

    private PriceTable(PriceFile file) => _file = file;

    /// <summary>The table of this version.</summary>
    public static PriceTable Default { get; } = new(Load());

    /// <summary>The date of the prices.</summary>
    public DateOnly AsOf => _file.AsOf;

    /// <summary>
    /// The price of a model; null where it is not in the table. The longest entry counts that the model's name begins with, or, for names
    /// of Amazon Bedrock such as <c>eu.anthropic.claude-haiku-4-5-20251001-v1:0</c>, that a part of it begins with.
    /// </summary>
    public ModelPrice? Find(string model) => _file.Models
        .Where(entry => BeginsWith(model, entry.Model))
        .MaxBy(entry => entry.Model.Length) is { } found
            ? new ModelPrice(found.Input, found.Output, found.CachedInput)
            : null;

    private static bool BeginsWith(string model, string entry) =>
        model.StartsWith(entry, StringComparison.Ordinal) || model.Contains("." + entry, StringComparison.Ordinal)
        || model.Contains("/" + entry, StringComparison.Ordinal);

    private static PriceFile Load()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")!;
        return JsonSerializer.Deserialize(stream, PriceJson.Default.PriceFile)!;
    }
}

internal sealed record PriceFile(DateOnly AsOf, string Currency, int Per, IReadOnlyList<PriceEntry> Models);

internal sealed record PriceEntry(string Model, decimal Input, decimal Output, decimal CachedInput);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PriceFile))]
internal sealed partial class PriceJson : JsonSerializerContext;
