using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>Alerts as intake makes them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 2, 55, 0, TimeSpan.Zero);

    /// <param name="organisation">Whose it is.</param>
    /// <param name="name">Which alert.</param>
    /// <param name="occurrence">Which occurrence of it; each begins an hour after the one before.</param>
    /// <param name="ns">The namespace; empty for none.</param>
    public static Alert Firing(OrganisationId organisation, string name = "KubePodNotReady", int occurrence = 0, string ns = "shop")
    {
        var startsAt = Start.AddHours(occurrence);
        var labels = new Dictionary<string, string> { ["alertname"] = name };
        if (ns.Length > 0) labels["namespace"] = ns;
        return new Alert
        {
            Id = Alert.IdOf(organisation, "alertmanager", name + ns, startsAt),
            Organisation = organisation,
            Source = "alertmanager",
            Fingerprint = name + ns,
            Status = AlertStatus.Firing,
            Name = name,
            Severity = Severity.Warning,
            Labels = labels,
            StartsAt = startsAt,
            ReceivedAt = startsAt.AddSeconds(30),
        };
    }

    public static Alert Resolved(Alert alert) => alert with { Status = AlertStatus.Resolved, EndsAt = alert.StartsAt.AddMinutes(10) };
}
