using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OpsWorker.Server.Telemetry;

/// <summary>The server's own instruments. Nothing is measured where nobody listens.</summary>
internal static class Instruments
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "OpsWorker";

    public static readonly ActivitySource Spans = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Counter<long> MessagesHandled = Meter.CreateCounter<long>(
        "opsworker.messages.handled", "{message}", "Messages that a stage handled, by queue and outcome.");

    public static readonly Histogram<double> MessageDuration = Meter.CreateHistogram(
        "opsworker.message.duration", "s", "The time that a stage took for a message.", advice: Boundaries(0.001, 0.01, 0.1, 1, 10, 60));

    public static readonly Counter<long> Investigations = Meter.CreateCounter<long>(
        "opsworker.investigations", "{investigation}", "Investigations that ended, by status and verdict.");

    public static readonly Histogram<double> InvestigationDuration = Meter.CreateHistogram(
        "opsworker.investigation.duration",
        "s",
        "The time from an investigation's request to its end.",
        advice: Boundaries(0.1, 0.5, 1, 3, 10, 30, 120));

    public static readonly Histogram<double> Confidence = Meter.CreateHistogram(
        "opsworker.confidence", "1", "The confidence of the first cause of a report.", advice: Boundaries(0.25, 0.5, 0.75, 0.9, 0.95));

    public static readonly Counter<long> Queries = Meter.CreateCounter<long>(
        "opsworker.queries", "{query}", "Queries of ended investigations, by outcome.");

    public static readonly Counter<long> Notifications = Meter.CreateCounter<long>(
        "opsworker.notifications", "{message}", "Calls of notifiers, by notifier, operation and outcome.");

    public static readonly Histogram<double> FirstMessage = Meter.CreateHistogram(
        "opsworker.first_message.delay",
        "s",
        "The time from an incident's opening to its first message.",
        advice: Boundaries(0.5, 1, 3, 10, 30, 120));

    private static InstrumentAdvice<double> Boundaries(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
