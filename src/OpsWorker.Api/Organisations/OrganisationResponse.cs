using System.Text.Json.Serialization;
using OpsWorker.Core;

namespace OpsWorker.Api.Organisations;

/// <summary>An organisation and its settings.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="TimeZone">The IANA time zone of its days.</param>
/// <param name="DigestHour">The local hour of the daily digest.</param>
/// <param name="DailyDigest">False if no daily digest is sent.</param>
/// <param name="WeeklyDigest">The day of the weekly digest, such as <c>monday</c>; <c>off</c> if none is sent.</param>
/// <param name="DigestChannel">The Slack channel of digests; null for that of the incidents.</param>
/// <param name="CreatedAt">The time of creation.</param>
internal sealed record OrganisationResponse(
    string Id,
    string Name,
    string TimeZone,
    int DigestHour,
    bool DailyDigest,
    string WeeklyDigest,
    string? DigestChannel,
    DateTimeOffset CreatedAt)
{
    public static OrganisationResponse Of(Organisation organisation) => new(
        organisation.Id.Value,
        organisation.Name,
        organisation.TimeZone,
        organisation.DigestHour ?? Organisation.DefaultDigestHour,
        !organisation.DailyDigestOff,
        organisation.WeeklyDigestDay?.ToString().ToLowerInvariant() ?? ChangeOrganisationRequest.Off,
        organisation.DigestChannel,
        organisation.CreatedAt);
}

/// <summary>Settings to change; null leaves a setting as it is.</summary>
/// <param name="TimeZone">The IANA time zone of its days.</param>
/// <param name="DigestHour">The local hour of digests, from 0 to 23.</param>
/// <param name="DailyDigest">False to send no daily digest.</param>
/// <param name="WeeklyDigest">The day of the weekly digest, such as <c>monday</c>; <c>off</c> for none.</param>
/// <param name="DigestChannel">The Slack channel's id for digests; empty for that of the incidents.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ChangeOrganisationRequest(
    string? TimeZone, int? DigestHour, bool? DailyDigest = null, string? WeeklyDigest = null, string? DigestChannel = null)
{
    /// <summary>No weekly digest.</summary>
    public const string Off = "off";

    private const int MaxChannel = 100;

    private const int LastHour = 23;

    /// <summary>The first invalid field and the reason; null if all are valid.</summary>
    public (string Field, string Detail)? Violation()
    {
        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            return ("timeZone", "A time zone that this server knows was expected, for example Europe/Berlin.");
        }

        if (WeeklyDigest is not null and not Off && EnumName.Find<DayOfWeek>(WeeklyDigest) is null)
        {
            return ("weeklyDigest", "A day of the week such as monday, or off, was expected.");
        }

        if (DigestChannel is { Length: > MaxChannel } || DigestChannel?.Any(c => !char.IsAsciiLetterOrDigit(c)) == true)
        {
            return ("digestChannel", "A Slack channel's id such as C0123456789, or an empty text, was expected.");
        }

        return DigestHour is null or (>= 0 and <= LastHour) ? null : ("digestHour", $"A whole number from 0 to {LastHour} was expected.");
    }

    /// <summary>The organisation with the change.</summary>
    public Organisation ApplyTo(Organisation organisation) => organisation with
    {
        TimeZone = TimeZone ?? organisation.TimeZone,
        DigestHour = DigestHour ?? organisation.DigestHour,
        DailyDigestOff = DailyDigest is { } daily ? !daily : organisation.DailyDigestOff,
        WeeklyDigestDay = WeeklyDigest is null ? organisation.WeeklyDigestDay : EnumName.Find<DayOfWeek>(WeeklyDigest),
        DigestChannel = DigestChannel is null ? organisation.DigestChannel : DigestChannel.Length == 0 ? null : DigestChannel,
    };
}
