using System.Text.Json.Serialization;
using OpsWorker.Core;

namespace OpsWorker.Api.Organisations;

/// <summary>An organisation and its settings.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="TimeZone">The IANA time zone of its days.</param>
/// <param name="DigestHour">The local hour of the daily digest.</param>
/// <param name="CreatedAt">The time of creation.</param>
internal sealed record OrganisationResponse(string Id, string Name, string TimeZone, int DigestHour, DateTimeOffset CreatedAt)
{
    public static OrganisationResponse Of(Organisation organisation) => new(
        organisation.Id.Value,
        organisation.Name,
        organisation.TimeZone,
        organisation.DigestHour ?? Organisation.DefaultDigestHour,
        organisation.CreatedAt);
}

/// <summary>Settings to change; null leaves a setting as it is.</summary>
/// <param name="TimeZone">The IANA time zone of its days.</param>
/// <param name="DigestHour">The local hour of the daily digest, from 0 to 23.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ChangeOrganisationRequest(string? TimeZone, int? DigestHour)
{
    private const int LastHour = 23;

    /// <summary>The first invalid field and the reason; null if all are valid.</summary>
    public (string Field, string Detail)? Violation()
    {
        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            return ("timeZone", "A time zone that this server knows was expected, for example Europe/Berlin.");
        }

        return DigestHour is null or (>= 0 and <= LastHour) ? null : ("digestHour", $"A whole number from 0 to {LastHour} was expected.");
    }

    /// <summary>The organisation with the change.</summary>
    public Organisation ApplyTo(Organisation organisation) => organisation with
    {
        TimeZone = TimeZone ?? organisation.TimeZone,
        DigestHour = DigestHour ?? organisation.DigestHour,
    };
}
