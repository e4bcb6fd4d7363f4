using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Rules;

/// <summary>Reads the alerts that rules with a rate count.</summary>
public static class EarlierAlerts
{
    /// <summary>Maximum number of alerts that are read; a higher rate is seen as this one, which exceeds every rule's.</summary>
    public const int Max = 1_000;

    /// <summary>The alerts that began within the minutes before the time, newest first.</summary>
    public static async Task<IReadOnlyList<Alert>> ReadAsync(
        IAlertStore alerts, OrganisationId organisation, DateTimeOffset at, int minutes, CancellationToken cancellationToken)
    {
        if (minutes == 0) return [];
        var read = new List<Alert>();
        string? token = null;
        do
        {
            var request = new PageRequest(PageRequest.MaxLimit, token, new TimeRange(at.AddMinutes(-minutes), at.AddTicks(1)));
            var page = await alerts.ListAsync(organisation, request, cancellationToken);
            read.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null && read.Count < Max);
        return read;
    }
}
