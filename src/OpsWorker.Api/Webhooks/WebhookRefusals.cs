using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;

namespace OpsWorker.Api.Webhooks;

/// <summary>Counts refused webhooks and logs them, each reason of a source at most once a minute.</summary>
internal sealed partial class WebhookRefusals(TimeProvider time, ILogger<WebhookRefusals> logger)
{
    /// <summary>The meter of the counter <c>opsworker.webhooks.refused</c>, with the tags <c>source</c> and <c>reason</c>.</summary>
    public const string MeterName = "OpsWorker.Webhooks";

    /// <summary>The source of requests that name none of the catalogue, so that a stranger cannot make up sources.</summary>
    public const string UnknownSource = "unknown";

    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);
    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_refused = s_meter.CreateCounter<long>(
        "opsworker.webhooks.refused", "{alert}", "Webhook requests, and alerts of accepted ones, that were refused.");

    private readonly Dictionary<(string Source, string Reason), (DateTimeOffset LoggedAt, long Unlogged)> _reasons = [];
    private readonly Lock _lock = new();

    /// <summary>Records a refusal.</summary>
    /// <param name="source">A name of the catalogue, or <see cref="UnknownSource"/>.</param>
    /// <param name="reason">One of a closed set of reasons, without anything of the payload.</param>
    /// <param name="organisation">The organisation of the key; null if the key is not valid.</param>
    /// <param name="count">The number of alerts, or 1 for a request.</param>
    public void Record(string source, string reason, OrganisationId? organisation, int count = 1)
    {
        s_refused.Add(count, new("source", source), new("reason", reason));
        var total = Due((source, reason), count);
        if (total > 0) Refused(total, source, reason, organisation?.Value ?? "no organisation");
    }

    // The number to log; 0 while the reason was logged within the interval.
    private long Due((string Source, string Reason) key, int count)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var known = _reasons.TryGetValue(key, out var state);
            var total = state.Unlogged + count;
            var isDue = !known || now - state.LoggedAt >= s_interval;
            _reasons[key] = isDue ? (now, 0) : (state.LoggedAt, total);
            return isDue ? total : 0;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Refused {Count} webhooks or alerts of {Source}: {Reason} (the latest of {Organisation}; logged once a minute)")]
    private partial void Refused(long count, string source, string reason, string organisation);
}
