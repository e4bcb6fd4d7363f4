namespace OpsWorker.Diagnosis.Facts;

/// <summary>Schedules of CronJobs: five fields, or a name with an at sign.</summary>
internal static class CronSchedule
{
    private const int Fields = 5;
    private const string Signs = "*/,-?#";

    private static readonly string[] s_names = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

    /// <summary>True for a schedule that is certainly none; a number out of its field's range is left to the API server.</summary>
    public static bool IsInvalid(string? schedule)
    {
        if (string.IsNullOrWhiteSpace(schedule)) return false;
        var text = schedule.Trim();
        if (text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            text = text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
        }

        if (text.StartsWith('@')) return !s_names.Contains(text) && !text.StartsWith("@every ", StringComparison.Ordinal);
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length != Fields
            || !fields.All(f => f.All(c => char.IsAsciiLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal)));
    }
}
