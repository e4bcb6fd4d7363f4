using System.Text.Json;
using OpsWorker.Core.Digests;

namespace OpsWorker.Core.Tests;

public sealed class Iso8601DurationConverterTests
{
    private static readonly CoreJson Json =
        new(new JsonSerializerOptions(CoreJson.Default.Options) { Converters = { new Iso8601DurationConverter() } });

    [Theory]
    [InlineData(20, "PT20S")]
    [InlineData(86400, "P1D")]
    [InlineData(90.5, "PT1M30.5S")]
    [InlineData(0, "PT0S")]
    public void A_length_is_written_as_ISO_8601_and_read_again(double seconds, string text)
    {
        var length = TimeSpan.FromSeconds(seconds);
        var options = new JsonSerializerOptions { Converters = { new Iso8601DurationConverter() }, TypeInfoResolver = Json };

        JsonSerializer.Serialize(length, options).ShouldBe($"\"{text}\"");
        JsonSerializer.Deserialize<TimeSpan>($"\"{text}\"", options).ShouldBe(length);
        JsonSerializer.Deserialize<TimeSpan>($"\"{length:c}\"", options).ShouldBe(length);
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("null")]
    [InlineData("\"P99999999999999Y\"")]
    public void Anything_else_is_refused(string json)
    {
        var options = new JsonSerializerOptions { Converters = { new Iso8601DurationConverter() }, TypeInfoResolver = Json };

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<TimeSpan>(json, options));
    }

    [Fact]
    public void A_record_carries_it()
    {
        var outage = new DigestOutage("production", 1, TimeSpan.FromMinutes(3), IsDisconnected: false);
        var json = JsonSerializer.Serialize(outage, typeof(DigestOutage), Json);

        json.ShouldContain("\"PT3M\"");
    }
}
