using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>Alerts as intake makes them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 2, 55, 0, TimeSpan.Zero);

    /// <summary>The time for which an occurrence fires.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>The start of an occurrence: an hour after the one before; each third one follows the end of the one before.</summary>
    public static DateTimeOffset StartOf(int occurrence) =>
        Start.AddHours(occurrence) - (occurrence % 3 == 2 ? TimeSpan.FromMinutes(44) : TimeSpan.Zero);

    /// <param name="organisation">The organisation.</param>
    /// <param name="name">The name of the alert.</param>
    /// <param name="occurrence">The occurrence, from 0; see <see cref="StartOf"/>.</param>
    /// <param name="ns">The namespace; empty for none.</param>
    /// <param name="workload">The Deployment; empty for none.</param>
    public static Alert Firing(
        OrganisationId organisation, string name = "KubePodNotReady", int occurrence = 0, string ns = "shop", string workload = "")
    {
        var startsAt = StartOf(occurrence);
        var labels = new Dictionary<string, string> { ["alertname"] = name };
        if (ns.Length > 0) labels["namespace"] = ns;
        if (workload.Length > 0) labels["deployment"] = workload;
        return new Alert
        {
            Id = Alert.IdOf(organisation, "alertmanager", name + ns + workload, startsAt),
            Organisation = organisation,
            Source = "alertmanager",
            Fingerprint = name + ns + workload,
            Status = AlertStatus.Firing,
            Name = name,
            Severity = Severity.Warning,
            Labels = labels,
            StartsAt = startsAt,
            ReceivedAt = startsAt.AddSeconds(30),
        };
    }

    public static Alert Resolved(Alert alert) => alert with { Status = AlertStatus.Resolved, EndsAt = alert.StartsAt + Length };
}
