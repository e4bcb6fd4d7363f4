using CsCheck;
using OpsWorker.Core;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Digests;

public sealed class DigestScheduleTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    // Whole, half and quarter hours; clocks set by an hour and by half of one, at midnight and in the morning, never.
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/Santiago",
        "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/St_Johns", "Asia/Tehran", "Europe/Dublin", "Africa/Casablanca",
    ];

    private static readonly Gen<Organisation> Organisations =
        from zone in Gen.OneOf(Zones)
        from hour in Gen.Int[0, 23].Nullable(0.3)
        select Sample(zone, hour);

    private static readonly Gen<DateTimeOffset> Starts =
        Gen.Int[0, 366 * 4 * 96].Select(n => new DateTimeOffset(2024, 1, 1, 0, 7, 0, TimeSpan.Zero) + (n * Quarter));

    [Theory]
    [InlineData(false, null, "Day")]
    [InlineData(true, null, "")]
    [InlineData(false, DayOfWeek.Sunday, "Day,Week")]
    [InlineData(true, DayOfWeek.Sunday, "Week")]
    [InlineData(false, DayOfWeek.Monday, "Day")]
    public void The_digests_that_are_switched_on_are_due(bool isDailyOff, DayOfWeek? weekly, string expected)
    {
        var organisation = Sample("UTC", 9) with { DailyDigestOff = isDailyOff, WeeklyDigestDay = weekly };
        var sunday = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

        string.Join(',', DigestSchedule.Due(organisation, sunday).Select(due => due.Span)).ShouldBe(expected);
        DigestSchedule.Due(organisation, sunday.AddMinutes(-1)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_local_day_is_due_once_from_its_hour_to_midnight() => Gen.Select(Organisations, Starts).Holds(
        sample =>
        {
            var (organisation, start) = sample;
            var zone = TimeZoneInfo.FindSystemTimeZoneById(organisation.TimeZone);
            var hour = organisation.DigestHour ?? 9;
            for (var now = start; now < start.AddDays(3); now += Quarter)
            {
                var local = TimeZoneInfo.ConvertTime(now, zone);
                var due = DigestSchedule.DueOn(organisation, now);
                if (due is { } date) date.ShouldBe(DateOnly.FromDateTime(local.DateTime));

                // Where the clock is set back over the hour it stays due, though the clock says earlier again.
                var isSetToday = zone.GetUtcOffset(now) != zone.GetUtcOffset(now.AddHours(-24))
                    || zone.GetUtcOffset(now) != zone.GetUtcOffset(now.AddHours(24));
                if (!isSetToday) (due is not null).ShouldBe(local.Hour >= hour, $"{local} in {zone.Id}");
            }
        });

    [Fact]
    public void Once_due_a_day_stays_due_and_never_comes_back() => Gen.Select(Organisations, Starts).Holds(
        sample =>
        {
            var (organisation, start) = sample;
            DateOnly? before = null;
            var days = new HashSet<DateOnly>();
            for (var now = start; now < start.AddDays(4); now += Quarter)
            {
                var due = DigestSchedule.DueOn(organisation, now);
                if (due != before && due is { } date) days.Add(date).ShouldBeTrue($"{date} came back at {now} in {organisation.TimeZone}");
                before = due;
            }

            days.Count.ShouldBeInRange(4, 5);
        });

    [Fact]
    public void The_periods_of_two_days_overlap_in_nothing_and_leave_nothing_out() => Gen.Select(Organisations, Starts).Holds(
        sample =>
        {
            var (organisation, start) = sample;
            var date = DateOnly.FromDateTime(start.DateTime);
            var period = DigestSchedule.PeriodOf(organisation, date);

            DigestSchedule.PeriodOf(organisation, date.AddDays(1)).From.ShouldBe(period.To);
            period.Length.ShouldBeInRange(TimeSpan.FromHours(23), TimeSpan.FromHours(25));
            DigestSchedule.DueOn(organisation, period.To).ShouldBe(date);
            DigestSchedule.DueOn(organisation, period.To.AddTicks(-1)).ShouldNotBe(date);
        });

    [Theory]
    [InlineData("Europe/Berlin", 2, "2026-03-29", "2026-03-29T01:00:00Z", 24)]
    [InlineData("Europe/Berlin", 2, "2026-10-25", "2026-10-25T00:00:00Z", 24)]
    [InlineData("Europe/Berlin", 9, "2026-03-29", "2026-03-29T07:00:00Z", 23)]
    [InlineData("Europe/Berlin", 9, "2026-10-25", "2026-10-25T08:00:00Z", 25)]
    [InlineData("Africa/Cairo", 0, "2026-04-24", "2026-04-23T22:00:00Z", 24)]
    [InlineData("UTC", null, "2026-03-01", "2026-03-01T09:00:00Z", 24)]
    public void The_hour_of_a_day_on_which_the_clock_is_set(string zone, int? hour, string date, string due, int hours)
    {
        var period = DigestSchedule.PeriodOf(Sample(zone, hour), DateOnly.Parse(date, null));

        period.To.ShouldBe(DateTimeOffset.Parse(due, null));
        period.Length.ShouldBe(TimeSpan.FromHours(hours));
    }

    [Fact]
    public void An_organisation_hears_nothing_of_the_day_on_which_it_was_created_after_the_hour()
    {
        var organisation = Sample("UTC", 9) with { CreatedAt = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero) };

        DigestSchedule.DueOn(organisation, organisation.CreatedAt.AddHours(5)).ShouldBeNull();
        DigestSchedule.DueOn(organisation, organisation.CreatedAt.AddHours(24)).ShouldBe(new DateOnly(2026, 3, 2));
        DigestSchedule.DueOn(organisation with { CreatedAt = organisation.CreatedAt.AddTicks(-1) }, organisation.CreatedAt)
            .ShouldBe(new DateOnly(2026, 3, 1));
    }

    [Fact]
    public void A_time_zone_that_is_not_known_is_taken_for_utc() =>
        DigestSchedule.PeriodOf(Sample("Mars/Olympus", 9), new DateOnly(2026, 3, 1)).To
            .ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    private static Organisation Sample(string zone, int? hour) => new()
    {
        Id = new OrganisationId("org_1"),
        Name = "Example",
        TimeZone = zone,
        DigestHour = hour,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
