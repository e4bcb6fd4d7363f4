using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Digests;

/// <summary>Reads what a digest is about, and sums it up. The number of records that it reads is bounded.</summary>
public sealed class DigestReader(
    IAlertStore alerts, IIncidentStore incidents, IInvestigationStore investigations, IClusterStore clusters)
{
    /// <summary>The most alerts of a period that are counted.</summary>
    public const int MaxAlerts = 20_000;

    /// <summary>The most incidents of a period, and investigations, that are counted.</summary>
    public const int MaxIncidents = 2_000;

    /// <summary>The most open incidents that are looked at.</summary>
    public const int MaxOpen = 100;

    // A page of investigations holds their reports.
    private const int InvestigationsPage = 25;

    /// <summary>The organisation's digest of a date, by the records as they are now.</summary>
    public Task<Digest> ReadAsync(Organisation organisation, DateOnly date, DigestSpan span, CancellationToken cancellationToken)
    {
        var before = DigestSchedule.PeriodOf(organisation, date.AddDays(-DigestSchedule.DaysOf(span)), span);
        var frame = new DigestFrame(date, span, DigestSchedule.PeriodOf(organisation, date, span), IsSoFar: false);
        return ReadAsync(organisation, frame, before, cancellationToken);
    }

    /// <summary>The digest of the time since the hour of the last daily one.</summary>
    public Task<Digest> ReadSoFarAsync(Organisation organisation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var period = DigestSchedule.SoFar(organisation, now);
        var frame = new DigestFrame(DigestSchedule.Today(organisation, now), DigestSpan.Day, period, IsSoFar: true);
        return ReadAsync(
            organisation, frame, new TimeRange(period.From.AddDays(-1), period.To.AddDays(-1)), cancellationToken);
    }

    private async Task<Digest> ReadAsync(
        Organisation organisation, DigestFrame frame, TimeRange earlier, CancellationToken cancellationToken)
    {
        var day = ReadDayAsync(organisation.Id, frame.Period, cancellationToken);
        var before = ReadDayAsync(organisation.Id, earlier, cancellationToken);
        var open = incidents.ListOpenAsync(organisation.Id, MaxOpen, cancellationToken);
        var known = clusters.ListAsync(organisation.Id, cancellationToken);
        await Task.WhenAll(day, before, open, known);
        return DigestSummary.Of(organisation, frame, new DigestMaterial(await day, await before, await open, await known));
    }

    private async Task<DigestDay> ReadDayAsync(OrganisationId organisation, TimeRange period, CancellationToken cancellationToken)
    {
        var seen = ReadAsync(
            page => alerts.ListAsync(organisation, page, cancellationToken), period, PageRequest.MaxLimit, MaxAlerts, Fact);
        var opened = ReadAsync(
            page => incidents.ListAsync(organisation, page, cancellationToken), period, PageRequest.MaxLimit, MaxIncidents, i => i);
        var asked = ReadAsync(
            page => investigations.ListAsync(organisation, page, cancellationToken), period, InvestigationsPage, MaxIncidents, Fact);
        await Task.WhenAll(seen, opened, asked);
        return new DigestDay(
            (await seen).Items,
            (await opened).Items,
            (await asked).Items,
            (await seen).IsTruncated || (await opened).IsTruncated || (await asked).IsTruncated);
    }

    private static async Task<(IReadOnlyList<TFact> Items, bool IsTruncated)> ReadAsync<TRecord, TFact>(
        Func<PageRequest, Task<Page<TRecord>>> list, TimeRange period, int pageSize, int max, Func<TRecord, TFact> select)
    {
        var items = new List<TFact>();
        string? token = null;
        do
        {
            var page = await list(new PageRequest(pageSize, token, period));
            items.AddRange(page.Items.Select(select));
            token = page.NextToken;
        }
        while (token is not null && items.Count < max);
        return (items, token is not null);
    }

    private static AlertFact Fact(Alert alert) => new(
        alert.Name,
        alert.IncidentId,
        alert.IncidentId is null ? AlertOutcome.Recorded
            : alert.IncidentId == Incident.IdOf(alert.Id) ? AlertOutcome.Opened
            : AlertOutcome.Joined);

    private static InvestigationFact Fact(Investigation investigation)
    {
        var report = investigation.Report;
        return new InvestigationFact(
            investigation.IncidentId,
            investigation.Status,
            report?.Diagnosis.Verdict,
            report?.Diagnosis.Causes is [var best, ..] ? best.Finding.Object : null,
            report is null ? null : report.CompletedAt - investigation.RequestedAt);
    }
}
