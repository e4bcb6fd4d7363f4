using Amazon.CDK.AWS.Logs;

namespace OpsWorker.Infra.Settings;

/// <summary>CloudWatch Logs keeps events for certain numbers of days only.</summary>
internal static class LogRetentionDays
{
    private static readonly Dictionary<int, RetentionDays> Known = new()
    {
        [1] = RetentionDays.ONE_DAY,
        [3] = RetentionDays.THREE_DAYS,
        [7] = RetentionDays.ONE_WEEK,
        [14] = RetentionDays.TWO_WEEKS,
        [30] = RetentionDays.ONE_MONTH,
        [60] = RetentionDays.TWO_MONTHS,
        [90] = RetentionDays.THREE_MONTHS,
        [180] = RetentionDays.SIX_MONTHS,
        [365] = RetentionDays.ONE_YEAR,
    };

    public static RetentionDays Of(int days) =>
        Known.TryGetValue(days, out var retention)
            ? retention
            : throw new InvalidSettingException("logRetentionDays", $"{days} is not one of {string.Join(", ", Known.Keys)}");
}
