using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Digests;

/// <summary>
/// Finds the organisations whose digest is due and was not asked for yet, and asks for it through the topic of reports.
/// That it was asked for is recorded afterwards: should the process die in between it is asked for again, which does no
/// harm, for a digest that was sent is not sent again.
/// </summary>
public sealed partial class DigestDispatcher(
    IOrganisationStore organisations,
    INotificationStore notifications,
    ITopic topic,
    TimeProvider time,
    ILogger<DigestDispatcher> logger)
{
    /// <summary>
    /// Names the record that a digest was asked for, beside the records of the notifiers that sent it. No notifier is
    /// called that.
    /// </summary>
    public const string Asked = "topic";

    private const int AtTheSameTime = 8;

    /// <summary>Checks every organisation once. A failure of one of them is logged and tried again next time.</summary>
    /// <returns>With how many it failed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var failed = 0;
        string? token = null;
        do
        {
            var page = await organisations.ListAsync(new PageRequest(PageRequest.MaxLimit, token), cancellationToken);
            await Parallel.ForEachAsync(
                page.Items,
                new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = cancellationToken },
                async (organisation, cancel) =>
                {
                    if (!await TryDispatchAsync(organisation, cancel)) Interlocked.Increment(ref failed);
                });
            token = page.NextToken;
        }
        while (token is not null);
        return failed;
    }

    private async Task<bool> TryDispatchAsync(Organisation organisation, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (date, span) in DigestSchedule.Due(organisation, time.GetUtcNow()))
            {
                await DispatchAsync(organisation, date, span, cancellationToken);
            }

            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            DispatchFailed(e, organisation.Id);
            return false;
        }
    }

    private async Task DispatchAsync(Organisation organisation, DateOnly date, DigestSpan span, CancellationToken cancellationToken)
    {
        var id = Digest.IdOf(organisation.Id, date, span);
        if (await notifications.GetAsync(organisation.Id, id, Asked, cancellationToken) is not null) return;
        if (DigestSchedule.ZoneOf(organisation).Id != organisation.TimeZone) ZoneUnknown(organisation.Id, organisation.TimeZone);
        await topic.PublishAsync(new DigestDue(organisation.Id, date, span), cancellationToken);
        await notifications.TryBeginAsync(
            organisation.Id, new Notification { IncidentId = id, Notifier = Asked, StartedAt = time.GetUtcNow() }, cancellationToken);
        DigestAsked(organisation.Id, date);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The digest of {Organisation} of {Date} is due")]
    private partial void DigestAsked(OrganisationId organisation, DateOnly date);

    [LoggerMessage(Level = LogLevel.Error, Message = "The digest of {Organisation} could not be asked for")]
    private partial void DispatchFailed(Exception exception, OrganisationId organisation);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The time zone {TimeZone} of {Organisation} is not known on this machine; its day is that of UTC")]
    private partial void ZoneUnknown(OrganisationId organisation, string timeZone);
}
