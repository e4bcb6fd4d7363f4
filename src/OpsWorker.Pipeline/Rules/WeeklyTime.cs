using System.Globalization;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>A time of the week, read and checked. Pure.</summary>
internal sealed class WeeklyTime
{
    private const int MinutesOfDay = 24 * 60;

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly bool[] _days = new bool[7];
    private readonly int _from;
    private readonly int _to;
    private readonly TimeZoneInfo _zone;

    /// <exception cref="RuleException">A part is not valid.</exception>
    public WeeklyTime(RuleTime time, string field)
    {
        _from = Minutes(time.From, $"{field}.from");
        _to = Minutes(time.To, $"{field}.to");
        if (_from == _to || _from == MinutesOfDay)
        {
            throw new RuleException($"{field}.to", $"Is {time.To}; another time than the begin was expected.");
        }

        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(time.Zone, out var zone)
            ? zone
            : throw new RuleException($"{field}.zone", $"Is \"{time.Zone}\"; a time zone like Europe/Berlin was expected.");
        for (var i = 0; i < time.Days.Count; i++) ReadDays(time.Days[i], $"{field}.days[{i}]");
        if (time.Days.Count == 0) Array.Fill(_days, true);
    }

    /// <summary>The moment is in the time, by the clock on the wall of the zone.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, _zone);
        var minute = (local.Hour * 60) + local.Minute;
        var today = (int)local.DayOfWeek;
        if (_from < _to) return _days[today] && minute >= _from && minute < _to;
        return (_days[today] && minute >= _from) || (_days[(today + 6) % 7] && minute < _to);
    }

    private void ReadDays(string text, string field)
    {
        var ends = text.ToLowerInvariant().Split('-');
        var (first, last) = (Array.IndexOf(s_days, ends[0].Trim()), Array.IndexOf(s_days, ends[^1].Trim()));
        if (ends.Length > 2 || first < 0 || last < 0)
        {
            throw new RuleException(field, $"Is \"{text}\"; a day ({string.Join(", ", s_days)}) or days like mon-fri were expected.");
        }

        for (var day = first; ; day = (day + 1) % 7)
        {
            _days[day] = true;
            if (day == last) return;
        }
    }

    private static int Minutes(string text, string field)
    {
        if (text == "24:00") return MinutesOfDay;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : throw new RuleException(field, $"Is \"{text}\"; a time like 09:30 was expected.");
    }
}
