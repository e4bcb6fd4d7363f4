using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>
/// Reader of the API's times. Go's zero time, and others so far off that no cluster can have written them, are absent: arithmetic on
/// them would leave the range of the type.
/// </summary>
public sealed class TimestampConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly DateTimeOffset s_earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset s_latest = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.Null && reader.GetDateTimeOffset() is var time && time >= s_earliest && time < s_latest
            ? time
            : null;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time) writer.WriteStringValue(time);
        else writer.WriteNullValue();
    }
}
