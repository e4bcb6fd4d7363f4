using System.Text.Json;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads CloudWatch's alarms as SNS sends them, as a Lambda function gets them from SNS, as EventBridge sends them (Amazon CloudWatch
/// documentation, "Alarm events and EventBridge") and as SNS delivers them raw. SNS' signatures are checked before, in the API.
/// </summary>
public sealed class CloudWatchSource : IAlertSource
{
    private const int MaxEnvelopes = 3;

    /// <inheritdoc/>
    public string Name => "cloudwatch";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "Type", "TopicArn") || Shape.Has(payload, "AlarmName")
        || Shape.Is(payload, "source", "aws.cloudwatch") || (Shape.Has(payload, "Records") && IsSns(payload.GetProperty("Records")));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        var root = PayloadNode.Root(payload);
        if (root.Has("Records"))
        {
            batch.ReadEach(root.Array("Records"), record => Open(record.Child("Sns") ?? record.Embedded("body")
                ?? throw record.Invalid("Sns", "Is missing; a record of SNS, or of a queue subscribed to it, was expected."), batch, 0));
            return;
        }

        batch.Read(new PayloadPlace(payload, ""), node => Open(node, batch, 0));
    }

    private static bool IsSns(JsonElement records) =>
        records.ValueKind == JsonValueKind.Array
            && records.EnumerateArray().Any(record => Shape.Has(record, "Sns") || Shape.Is(record, "eventSource", "aws:sqs"));

    // An alarm may lie in an event, and the event in a notification.
    private static AlertDraft? Open(PayloadNode node, BatchReader batch, int envelopes)
    {
        if (node.Scalar("Type") is "SubscriptionConfirmation" or "UnsubscribeConfirmation")
        {
            batch.Skip(node.Path,
                "Is a confirmation of a subscription: it is confirmed where the webhook's address names the topic, by ?topic=ARN.");
            return null;
        }

        if (node.Has("AlarmName")) return CloudWatchAlarm.Read(node, batch);
        if ((node.Child("detail") ?? node.Child("alarmData")) is { } detail) return CloudWatchEvent.Read(node, detail, batch);
        if (envelopes > 0 && !node.Has("Message"))
        {
            batch.Skip(node.Path, "Is no CloudWatch alarm: the message is about something else.");
            return null;
        }

        if (node.Scalar("Message") is null)
        {
            throw node.Invalid(
                "AlarmName", "Is missing; an alarm of CloudWatch, or a message of SNS or EventBridge with one, was expected.");
        }

        if (envelopes < MaxEnvelopes && node.Embedded("Message") is { } inner) return Open(inner, batch, envelopes + 1);
        batch.Skip(node.Path, "Is no CloudWatch alarm: the message is text.");
        return null;
    }
}
