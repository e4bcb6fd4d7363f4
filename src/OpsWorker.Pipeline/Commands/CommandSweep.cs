using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Commands;

namespace OpsWorker.Pipeline.Commands;

/// <summary>
/// Ends commands whose time is over, and sends orders again that were not answered: a host may have stopped between the record and the
/// message. Any number of sweeps may run at the same time.
/// </summary>
public sealed partial class CommandSweep(
    IOrganisationStore organisations,
    ICommandStore commands,
    OperatorOrders orders,
    CommandEnds ends,
    TimeProvider time,
    ILogger<CommandSweep> logger)
{
    /// <summary>The interval of sweeps.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>The time without an answer after which an order is sent again.</summary>
    public static readonly TimeSpan SendAgainAfter = TimeSpan.FromMinutes(2);

    /// <summary>Sweeps the open commands of all organisations once. A failure with one is logged and retried at the next sweep.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var page = new PageRequest(PageRequest.MaxLimit);
        do
        {
            var found = await organisations.ListAsync(page, cancellationToken);
            foreach (var organisation in found.Items) await SweepAsync(organisation.Id, cancellationToken);
            page = page with { Token = found.NextToken };
        }
        while (page.Token is not null);
    }

    /// <summary>Sweeps the open commands of one organisation.</summary>
    public async Task SweepAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        foreach (var command in await commands.ListOpenAsync(organisation, cancellationToken))
        {
            try
            {
                await SweepAsync(command, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                SweepFailed(e, command.Id);
            }
        }
    }

    private async Task SweepAsync(ClusterCommand listed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (command, isChanged) = await commands.UpdateAsync(
            listed.Organisation, listed.Id, c => CommandChanges.Swept(c, now), cancellationToken);
        if (command is null) return;
        if (isChanged) await ends.RecordAsync(command);
        else if (command.SentAt is not { } sent || now - sent >= SendAgainAfter) await orders.SendAsync(command, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The command {CommandId} could not be swept")]
    private partial void SweepFailed(Exception exception, string commandId);
}
