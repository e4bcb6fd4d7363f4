using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Rules;

/// <summary>
/// The incidents that should be stored: the rules of correlation without stores, queues and crashes. Each workload has at most one open
/// incident; an occurrence that fires within ten minutes of the resolution opens it again; of an alert the latest occurrence counts.
/// </summary>
internal sealed class AlertModel
{
    private static readonly TimeSpan ReopenWithin = TimeSpan.FromMinutes(10);

    private readonly List<ModelIncident> _incidents = [];
    private readonly Dictionary<Arrival, ModelIncident?> _stored = [];

    public static string Of(IEnumerable<Arrival> arrivals)
    {
        var model = new AlertModel();
        foreach (var arrival in arrivals) model.Add(arrival with { CrashAt = 0, Redelivered = false, Resolved = false }, arrival.Resolved);
        return string.Join('\n', model._incidents.Select(i => i.ToString()).Order());
    }

    private void Add(Arrival occurrence, bool resolved)
    {
        var isKnown = _stored.TryGetValue(occurrence, out var own);
        if (!resolved && isKnown && own is null && _ended.Contains(occurrence)) return;
        var incident = own ?? _incidents.Find(i => i.OpenedBy == occurrence) ?? FindOf(occurrence, resolved);
        if (incident is null && !resolved)
        {
            incident = new ModelIncident { Workload = occurrence.Workload, OpenedBy = occurrence };
            incident.Alerts[occurrence.Alert] = new Entry(occurrence, Fires: true);
            _incidents.Add(incident);
        }
        else if (incident is not null && !incident.TryTake(occurrence, resolved) && own is null
            && !incident.Alerts.Values.Any(e => e.Occurrence == occurrence))
        {
            incident = null;
        }

        _stored[occurrence] = incident;
        if (resolved) _ended.Add(occurrence);
    }

    private readonly HashSet<Arrival> _ended = [];

    private ModelIncident? FindOf(Arrival occurrence, bool resolved)
    {
        var last = _incidents.FindLast(i => i.Workload == occurrence.Workload);
        if (last is null || last.IsOpen) return last;
        return !resolved && Samples.StartOf(occurrence.Occurrence) <= last.ResolvedAt + ReopenWithin ? last : null;
    }

    private sealed record Entry(Arrival Occurrence, bool Fires)
    {
        public DateTimeOffset Start => Samples.StartOf(Occurrence.Occurrence);

        public DateTimeOffset End { get; init; } = Samples.StartOf(Occurrence.Occurrence) + Samples.Length;
    }

    private sealed class ModelIncident
    {
        public required int Workload { get; init; }

        public required Arrival OpenedBy { get; init; }

        public Dictionary<int, Entry> Alerts { get; } = [];

        public int Version { get; private set; } = 1;

        public bool IsOpen => Alerts.Values.Any(e => e.Fires);

        public DateTimeOffset ResolvedAt => Alerts.Values.Max(e => e.End);

        public bool TryTake(Arrival occurrence, bool resolved)
        {
            var added = new Entry(occurrence, !resolved);
            if (!Alerts.TryGetValue(occurrence.Alert, out var entry))
            {
                if (resolved) return false;
            }
            else if (resolved)
            {
                if (!entry.Fires || added.End < entry.Start) return false;
                added = entry with { Fires = false, End = added.End };
            }
            else if (added.Start <= entry.Start || (!entry.Fires && added.Start < entry.End))
            {
                return false;
            }

            Alerts[occurrence.Alert] = added;
            Version++;
            return true;
        }

        public override string ToString()
        {
            var alerts = Alerts.Select(a => $"A{a.Key}@{a.Value.Start:HH:mm} {(a.Value.Fires ? "Firing" : "Resolved")}").Order();
            var status = IsOpen ? "Open" : $"Resolved {ResolvedAt:HH:mm}";
            return $"{status} version {Version}, {Alerts.Count} alerts: {string.Join(", ", alerts)}";
        }
    }
}
