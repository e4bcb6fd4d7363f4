using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Functions.Schedules;

/// <summary>
/// The event by which EventBridge Scheduler calls a function whose schedule has no input of its own. See
/// https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html.
/// </summary>
internal sealed record ScheduledEvent
{
    /// <summary>The source of these events.</summary>
    public const string Scheduler = "aws.scheduler";

    /// <summary>Differs for each event, the same when one is delivered twice.</summary>
    public string? Id { get; init; }

    public string? Source { get; init; }

    /// <exception cref="LambdaEventException">It is not such an event.</exception>
    public static async Task<ScheduledEvent> ReadAsync(Stream input)
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync(input, ScheduledEventJson.Default.ScheduledEvent);
            return read?.Source == Scheduler
                ? read
                : throw new LambdaEventException($"The event is not one of a schedule: its source is {read?.Source ?? "missing"}.");
        }
        catch (JsonException e)
        {
            throw new LambdaEventException("The event is not one of a schedule: " + e.Message, e);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ScheduledEvent))]
internal sealed partial class ScheduledEventJson : JsonSerializerContext;
