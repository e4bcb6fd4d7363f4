using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Functions.Schedules;

/// <summary>
/// The event by which EventBridge Scheduler calls a function: the input that the CDK app gives the schedule, whose attributes
/// are described at https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html.
/// </summary>
internal sealed record ScheduledEvent
{
    /// <summary>The source of these events.</summary>
    public const string Scheduler = "aws.scheduler";

    public string? Source { get; init; }

    /// <exception cref="LambdaEventException">It is not such an event.</exception>
    public static ScheduledEvent Read(ReadOnlySpan<byte> input)
    {
        try
        {
            var read = JsonSerializer.Deserialize(input, ScheduledEventJson.Default.ScheduledEvent);
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
