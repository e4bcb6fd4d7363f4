using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Collects the alerts of a payload; one that cannot be read is refused without the others.</summary>
/// <param name="source">The name of the source.</param>
/// <param name="organisation">The organisation of the webhook's key.</param>
/// <param name="receivedAt">The time of receipt.</param>
public sealed class BatchReader(string source, OrganisationId organisation, DateTimeOffset receivedAt)
{
    private readonly List<Alert> _alerts = [];
    private readonly List<PayloadProblem> _refused = [];
    private readonly List<PayloadProblem> _skipped = [];
    private int _truncated;

    /// <summary>The time of receipt.</summary>
    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>Reads one alert.</summary>
    /// <param name="place">The place of the alert in the payload.</param>
    /// <param name="read">Reads it; null if it was skipped.</param>
    public void Read(PayloadPlace place, Func<PayloadNode, AlertDraft?> read)
    {
        try
        {
            if (read(place.Node()) is { } draft) _alerts.Add(AlertForm.Build(draft, source, organisation, ReceivedAt));
        }
        catch (InvalidPayloadException e)
        {
            _refused.Add(new PayloadProblem(e.Field, e.Message));
        }
        catch (InvalidOperationException)
        {
            // How System.Text.Json reports bytes that are no UTF-8 and escapes that are no character.
            _refused.Add(new PayloadProblem(place.Path, "Has a string that is not valid Unicode."));
        }
    }

    /// <summary>Reads each alert of an array, up to the limit.</summary>
    public void ReadEach(IReadOnlyList<PayloadPlace> places, Func<PayloadNode, AlertDraft?> read)
    {
        foreach (var place in places.Take(IntakeLimits.MaxAlerts)) Read(place, read);
        Truncate(Math.Max(0, places.Count - IntakeLimits.MaxAlerts));
    }

    /// <summary>Records a part of the payload that neither fires nor resolves an alert.</summary>
    public void Skip(string field, string reason) => _skipped.Add(new PayloadProblem(field, reason));

    /// <summary>Counts alerts that the payload lacks.</summary>
    public void Truncate(int count) => _truncated += Math.Min(count, int.MaxValue - _truncated);

    /// <summary>The alerts that were read.</summary>
    /// <exception cref="InvalidPayloadException">There were alerts, and none of them could be read.</exception>
    public AlertBatch ToBatch() => _alerts.Count == 0 && _skipped.Count == 0 && _refused.Count > 0
        ? throw new InvalidPayloadException(_refused[0].Field, _refused[0].Problem)
        : new AlertBatch(_alerts, _truncated) { Refused = _refused, Skipped = _skipped };
}
