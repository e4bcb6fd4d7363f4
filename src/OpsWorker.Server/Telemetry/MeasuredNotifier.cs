using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Server.Telemetry;

/// <summary>Measures the calls of a notifier, and the time to an incident's first message.</summary>
internal sealed class MeasuredNotifier(INotifier inner, TimeProvider time) : INotifier
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <summary>The team's notifiers, those of incidents measured.</summary>
    public static TeamNotifiers Of(TeamNotifiers notifiers, TimeProvider time) =>
        notifiers with { Incidents = [.. notifiers.Incidents.Select(notifier => new MeasuredNotifier(notifier, time))] };

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken)
    {
        using var span = Instruments.Spans.StartActivity($"send {Name}");
        var result = await inner.SendAsync(view, cancellationToken);
        Record("send", result);
        if (result is NotifierResult.Delivered)
        {
            Instruments.FirstMessage.Record(
                (time.GetUtcNow() - view.Incident.OpenedAt).TotalSeconds, new KeyValuePair<string, object?>("notifier", Name));
        }

        return result;
    }

    /// <inheritdoc/>
    public async Task<NotifierResult> UpdateAsync(IncidentView view, MessageReference message, CancellationToken cancellationToken)
    {
        using var span = Instruments.Spans.StartActivity($"edit {Name}");
        var result = await inner.UpdateAsync(view, message, cancellationToken);
        Record("edit", result);
        return result;
    }

    /// <inheritdoc/>
    public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.FindAsync(incident, since, cancellationToken);

    private void Record(string operation, NotifierResult result) => Instruments.Notifications.Add(
        1,
        new("notifier", Name),
        new("operation", operation),
        new("outcome", result switch { NotifierResult.Delivered => "delivered", NotifierResult.RetryAfter => "retried", _ => "rejected" }));
}
