using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Digests;

/// <summary>The outcome of an alert.</summary>
internal enum AlertOutcome
{
    /// <summary>It opened an incident.</summary>
    Opened,

    /// <summary>It joined one that another had opened.</summary>
    Joined,

    /// <summary>Neither.</summary>
    Recorded,
}

/// <summary>An alert, as far as a digest needs it.</summary>
/// <param name="Name">The rule that fired.</param>
/// <param name="IncidentId">Its incident; null for none.</param>
/// <param name="Outcome">Its outcome.</param>
internal sealed record AlertFact(string Name, string? IncidentId, AlertOutcome Outcome);

/// <summary>The frame of a digest.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Span">A day or a week.</param>
/// <param name="Period">The period.</param>
/// <param name="IsSoFar">The period is not over.</param>
internal sealed record DigestFrame(DateOnly Date, DigestSpan Span, TimeRange Period, bool IsSoFar);

/// <summary>An investigation, as far as a digest needs it.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Verdict">Its conclusion; null without a report.</param>
/// <param name="Object">What has the cause; null where none was found.</param>
/// <param name="TimeToReport">From the request to the report; null without one.</param>
internal sealed record InvestigationFact(
    string IncidentId, InvestigationStatus Status, CauseCode? Verdict, ObjectReference? Object, TimeSpan? TimeToReport);

/// <summary>The alerts, incidents and investigations of a period.</summary>
/// <param name="Alerts">The alerts that began in it.</param>
/// <param name="Incidents">The incidents that were opened in it.</param>
/// <param name="Investigations">The investigations that were asked for in it.</param>
/// <param name="IsTruncated">Whether there was more than was read.</param>
internal sealed record DigestDay(
    IReadOnlyList<AlertFact> Alerts,
    IReadOnlyList<Incident> Incidents,
    IReadOnlyList<InvestigationFact> Investigations,
    bool IsTruncated);

/// <summary>All that a digest is made of.</summary>
/// <param name="Day">The period that it is about.</param>
/// <param name="Before">The period before.</param>
/// <param name="Open">The incidents that are open now.</param>
/// <param name="Clusters">The clusters.</param>
internal sealed record DigestMaterial(
    DigestDay Day, DigestDay Before, IReadOnlyList<Incident> Open, IReadOnlyList<Cluster> Clusters);
