using OpenTelemetry;
using OpenTelemetry.Logs;
using OpsWorker.Core.Access;

namespace OpsWorker.Server.Telemetry;

/// <summary>Takes keys out of log records before they are exported, as the console's streams do for what is printed.</summary>
internal sealed class RedactedLogs : BaseProcessor<LogRecord>
{
    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        if (data.FormattedMessage is { } message) data.FormattedMessage = AccessKeys.Redact(message);
        if (data.Body is { } body) data.Body = AccessKeys.Redact(body);
        if (data.Attributes is { } attributes) data.Attributes = [.. attributes.Select(Redacted)];
    }

    // An address may be a structure that is written as text later.
    private static KeyValuePair<string, object?> Redacted(KeyValuePair<string, object?> attribute)
    {
        if (attribute.Value is null || attribute.Value.GetType().IsPrimitive) return attribute;
        var text = attribute.Value.ToString() ?? "";
        var redacted = AccessKeys.Redact(text);
        return redacted == text ? attribute : new(attribute.Key, redacted);
    }
}
