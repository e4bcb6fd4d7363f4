using System.Globalization;
using System.Text.Json.Serialization;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Core.Messaging;

/// <summary>An alert was accepted; the rules evaluate it.</summary>
/// <param name="Alert">The normalised alert.</param>
public sealed record AlertReceived([property: JsonRequired] Alert Alert);

/// <summary>Requests an investigation.</summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="InvestigationId">The investigation.</param>
public sealed record InvestigationRequested(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string InvestigationId);

/// <summary>The deadline of an investigation passed: if it is still running, it concludes with the evidence it has.</summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="InvestigationId">The investigation.</param>
public sealed record InvestigationDeadline(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string InvestigationId);

/// <summary>
/// The time of an incident's next attempt has come: it starts, unless the incident was resolved or an attempt still runs.
/// </summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="IncidentId">The incident.</param>
public sealed record AttemptDue(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string IncidentId);

/// <summary>The time of the next step of an incident's escalation has come: it is taken unless somebody acknowledged it.</summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="EscalatedIncidentId">The incident.</param>
public sealed record EscalationDue(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string EscalatedIncidentId);

/// <summary>
/// A delayed message as its receiver reads it: an <see cref="InvestigationDeadline"/>, an <see cref="AttemptDue"/> or an
/// <see cref="EscalationDue"/>. Exactly one of the last three values is present.
/// </summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="InvestigationId">See <see cref="InvestigationDeadline.InvestigationId"/>.</param>
/// <param name="IncidentId">See <see cref="AttemptDue.IncidentId"/>.</param>
/// <param name="EscalatedIncidentId">See <see cref="EscalationDue.EscalatedIncidentId"/>.</param>
public sealed record DeadlineMessage(
    [property: JsonRequired] OrganisationId Organisation,
    string? InvestigationId = null,
    string? IncidentId = null,
    string? EscalatedIncidentId = null);

/// <summary>
/// An incident changed in a way that its message shows. The event carries no state, so a late, repeated or reordered
/// event does no harm: the receiver reads the current state.
/// </summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="IncidentId">The incident.</param>
public sealed record IncidentChanged(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string IncidentId)
{
    /// <summary>The deduplication id of the change that made this version of the incident.</summary>
    public static string DeduplicationIdOf(Incident incident) => string.Create(
        CultureInfo.InvariantCulture, $"{incident.Id}-{incident.Version}");
}

/// <summary>Requests a digest. The receiver summarises the period; a digest that was sent is not sent again.</summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="DigestDate">The local date on which it is sent.</param>
/// <param name="Span">The period: a day or a week.</param>
public sealed record DigestDue(
    [property: JsonRequired] OrganisationId Organisation,
    [property: JsonRequired] DateOnly DigestDate,
    DigestSpan Span = DigestSpan.Day);

/// <summary>
/// A message of the topic of reports as receivers read it: an <see cref="IncidentChanged"/> or a <see cref="DigestDue"/>.
/// Exactly one of an incident and a date is present.
/// </summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="IncidentId">See <see cref="IncidentChanged.IncidentId"/>.</param>
/// <param name="DigestDate">See <see cref="DigestDue.DigestDate"/>.</param>
/// <param name="Span">See <see cref="DigestDue.Span"/>.</param>
public sealed record NotificationMessage(
    [property: JsonRequired] OrganisationId Organisation,
    string? IncidentId = null,
    DateOnly? DigestDate = null,
    DigestSpan Span = DigestSpan.Day);
