using System.Text.Json.Serialization;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Core.Messaging;

/// <summary>An alert was accepted and is to be judged by the rules.</summary>
/// <param name="Alert">The alert in its normal form.</param>
public sealed record AlertReceived([property: JsonRequired] Alert Alert);

/// <summary>An incident is to be investigated.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="InvestigationId">The investigation.</param>
public sealed record InvestigationRequested(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string InvestigationId);

/// <summary>The time of an investigation is up; if it still waits, it ends with what there is.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="InvestigationId">The investigation.</param>
public sealed record InvestigationDeadline(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string InvestigationId);

/// <summary>
/// Something about an incident changed that people are told. It says only that, so that a message that comes late,
/// twice or out of order does no harm: who gets it looks up how things stand.
/// </summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="IncidentId">The incident.</param>
public sealed record IncidentChanged(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] string IncidentId);

/// <summary>A daily digest is to be sent. Who gets it sums up the day; one that was sent is not sent again.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="DigestDate">The local date on which it is sent.</param>
public sealed record DigestDue(
    [property: JsonRequired] OrganisationId Organisation, [property: JsonRequired] DateOnly DigestDate);

/// <summary>
/// What the topic of reports carries, as it is read: an <see cref="IncidentChanged"/> or a <see cref="DigestDue"/>, of
/// which exactly one of the last two says.
/// </summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="IncidentId">See <see cref="IncidentChanged.IncidentId"/>.</param>
/// <param name="DigestDate">See <see cref="DigestDue.DigestDate"/>.</param>
public sealed record NotificationMessage(
    [property: JsonRequired] OrganisationId Organisation, string? IncidentId = null, DateOnly? DigestDate = null);
