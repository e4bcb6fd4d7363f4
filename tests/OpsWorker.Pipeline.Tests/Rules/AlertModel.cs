namespace OpsWorker.Pipeline.Tests.Rules;

/// <summary>A model of the stored alerts and incidents: the rules of correlation without stores, queues and crashes.</summary>
internal sealed class AlertModel
{
    private readonly List<ModelIncident> _incidents = [];
    private readonly HashSet<(int, int)> _resolvedUnseen = [];

    public static string Of(IEnumerable<Arrival> arrivals)
    {
        var model = new AlertModel();
        foreach (var arrival in arrivals) model.Add((arrival.Alert, arrival.Occurrence), arrival.Resolved);
        return string.Join('\n', model._incidents.Select(i => i.ToString()).Order());
    }

    private void Add((int, int) alert, bool resolved)
    {
        if (_resolvedUnseen.Contains(alert) && !resolved) return;
        var incident = _incidents.Find(i => i.Alerts.ContainsKey(alert)) ?? _incidents.Find(i => i.IsOpen);
        if (incident is null)
        {
            if (resolved) _resolvedUnseen.Add(alert);
            else _incidents.Add(new ModelIncident { Alerts = { [alert] = false } });
            return;
        }

        if (incident.Alerts.TryGetValue(alert, out var was) && (was || !resolved)) return;
        incident.Alerts[alert] = resolved;
        incident.Version++;
    }

    private sealed class ModelIncident
    {
        public Dictionary<(int Alert, int Occurrence), bool> Alerts { get; } = [];

        public int Version { get; set; } = 1;

        public bool IsOpen => Alerts.ContainsValue(false);

        public override string ToString()
        {
            var alerts = Alerts.Select(a =>
                $"A{a.Key.Alert}@{World.Samples.Start.AddHours(a.Key.Occurrence):HH} {(a.Value ? "Resolved" : "Firing")}").Order();
            return $"{(IsOpen ? "Open" : "Resolved")} version {Version}, {Alerts.Count} alerts: {string.Join(", ", alerts)}";
        }
    }
}
