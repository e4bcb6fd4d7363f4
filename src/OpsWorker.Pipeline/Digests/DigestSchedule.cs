using OpsWorker.Core;
using OpsWorker.Core.Digests;

namespace OpsWorker.Pipeline.Digests;

/// <summary>
/// When an organisation's digests are due, and what they are about. Pure. Where the clock is set forward over the hour of
/// the digest, it is due when the clock was; where it is set back over it, the first time.
/// </summary>
public static class DigestSchedule
{
    /// <summary>
    /// The local date whose digest is due: from the digest's hour to midnight, so that an hour that was missed is made up
    /// for within the day. Null before that hour, and on the day on which the organisation was created after it.
    /// </summary>
    public static DateOnly? DueOn(Organisation organisation, DateTimeOffset now)
    {
        var today = Today(organisation, now);
        var at = TimeOf(organisation, today);
        return now >= at && organisation.CreatedAt < at ? today : null;
    }

    /// <summary>The digests that are due: those that are switched on, with the local date.</summary>
    public static IEnumerable<(DateOnly Date, DigestSpan Span)> Due(Organisation organisation, DateTimeOffset now)
    {
        if (DueOn(organisation, now) is not { } date) yield break;
        if (!organisation.DailyDigestOff) yield return (date, DigestSpan.Day);
        if (organisation.WeeklyDigestDay == date.DayOfWeek) yield return (date, DigestSpan.Week);
    }

    /// <summary>The local date.</summary>
    public static DateOnly Today(Organisation organisation, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, ZoneOf(organisation)).DateTime);

    /// <summary>
    /// The period that the digest of a date covers: from the hour of the digest on the day before, so that the periods of two days neither
    /// overlap nor leave a gap. 23 or 25 hours where the clock is set.
    /// </summary>
    public static TimeRange PeriodOf(Organisation organisation, DateOnly date, DigestSpan span = DigestSpan.Day) =>
        new(TimeOf(organisation, date.AddDays(-DaysOf(span))), TimeOf(organisation, date));

    /// <summary>The number of days that a digest covers.</summary>
    public static int DaysOf(DigestSpan span) => span == DigestSpan.Week ? 7 : 1;

    /// <summary>The period since the last digest's hour.</summary>
    public static TimeRange SoFar(Organisation organisation, DateTimeOffset now)
    {
        var today = Today(organisation, now);
        var last = TimeOf(organisation, today);
        return new TimeRange(now >= last ? last : TimeOf(organisation, today.AddDays(-1)), now);
    }

    /// <summary>The organisation's time zone; UTC where this machine knows none of that name.</summary>
    public static TimeZoneInfo ZoneOf(Organisation organisation) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(organisation.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset TimeOf(Organisation organisation, DateOnly date)
    {
        var zone = ZoneOf(organisation);
        var local = date.ToDateTime(new TimeOnly(organisation.DigestHour ?? Organisation.DefaultDigestHour, 0));
        return new DateTimeOffset(local, OffsetAt(zone, local)).ToUniversalTime();
    }

    private static TimeSpan OffsetAt(TimeZoneInfo zone, DateTime local)
    {
        if (zone.IsAmbiguousTime(local)) return zone.GetAmbiguousTimeOffsets(local).Max();

        // By the offset of before, a time that the clock leaves out is the moment at which it is set, or soon after it.
        return zone.GetUtcOffset(zone.IsInvalidTime(local) ? local.AddDays(-1) : local);
    }
}
