using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Pipeline.Commands;

/// <summary>
/// The operations of people on commands, for every way in: each checks the permission and is in the audit log. A decision is stored before
/// its order is sent; what is lost in between is sent by <see cref="CommandSweep"/>.
/// </summary>
public sealed partial class ClusterCommands(
    ICommandStore commands,
    IApprovalPolicyStore policies,
    IClusterStore clusters,
    OperatorOrders orders,
    CommandSigner signer,
    AccessGuard access,
    AuditLog audit,
    TimeProvider time,
    ILogger<ClusterCommands> logger)
{
    /// <summary>Requests a command. It is previewed in the cluster first, and executed once it has its approvals.</summary>
    /// <exception cref="AccessDeniedException">The principal may not request changes.</exception>
    /// <exception cref="InvalidCommandException">A field is missing or wrong.</exception>
    /// <exception cref="CommandRefusedException">The cluster's Operator cannot execute it, or one on the object is open.</exception>
    public async Task<ClusterCommand> RequestAsync(Principal principal, CommandDraft draft, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Operate, draft.Cluster);
        var target = draft.Check();
        var operation = draft.Operation!.Value;
        var cluster = await FindClusterAsync(principal.Organisation, draft.Cluster!, cancellationToken);
        OperatorCheck.Demand(cluster, operation, target);
        if (await signer.PublicKeyAsync(cancellationToken) is null)
        {
            throw new CommandRefusedException("There is no key to sign commands with: docs/commands.md says how to make one.");
        }

        var open = await commands.ListOpenAsync(principal.Organisation, cancellationToken);
        if (open.Count >= ICommandStore.MaxOpen) throw new CommandRefusedException($"{open.Count} commands are open: reject some of them.");
        if (open.FirstOrDefault(c => c.ClusterId == cluster.Id && c.Target == target) is { } other)
        {
            throw new CommandRefusedException(
                $"{other.Id} is open on {target}: {other.Operation}, {other.State}. Reject it, or wait for it.");
        }

        var now = time.GetUtcNow();
        var stored = await policies.GetAsync(principal.Organisation, cancellationToken);
        var command = new ClusterCommand
        {
            Id = Identifier.New("cmd"),
            Organisation = principal.Organisation,
            ClusterId = cluster.Id,
            ClusterName = cluster.Name,
            Operation = operation,
            Target = target,
            Replicas = draft.Replicas,
            Requested = new CommandDecision(principal.Subject, principal.Actor, now, draft.Reason),
            ExpiresAt = now + ClusterCommand.Lifetime,
            State = CommandState.Pending,
            Need = new CompiledPolicies(stored?.Policies ?? []).NeedOf(operation, cluster, now),
        };
        await commands.TryCreateAsync(command, cancellationToken);
        await audit.RecordAsync(principal, AuditActions.CommandRequest, command.Id, CommandText.Of(command));
        await orders.SendAsync(command, cancellationToken);
        return command;
    }

    /// <summary>Approves a command; null where there is none.</summary>
    /// <exception cref="AccessDeniedException">The principal may not approve changes.</exception>
    /// <exception cref="CommandRefusedException">It is the principal's own, or cannot be approved as it stands.</exception>
    public async Task<ClusterCommand?> ApproveAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Approve, id);
        var decision = new CommandDecision(principal.Subject, principal.Actor, time.GetUtcNow());
        return await DecideAsync(
            principal,
            id,
            AuditActions.CommandApprove,
            decision,
            command =>
            {
                DemandPending(command, decision.At);
                if (command.Requested.Subject == principal.Subject)
                {
                    throw new CommandRefusedException("Nobody approves a command of their own.");
                }

                if (principal.Role < command.Need.Role)
                {
                    throw new CommandRefusedException(
                        $"The policy {command.Need.Policy ?? "for commands"} asks for the approval of an {command.Need.Role}.");
                }

                DemandPreview(command);
                return CommandChanges.Approved(command, decision);
            },
            cancellationToken);
    }

    /// <summary>Executes a command without its approvals; null where there is none.</summary>
    /// <exception cref="AccessDeniedException">The principal may not request changes.</exception>
    /// <exception cref="CommandRefusedException">The policy does not allow it, or the command cannot be executed as it stands.</exception>
    public async Task<ClusterCommand?> BreakGlassAsync(Principal principal, string id, string reason, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Operate, id);
        var decision = new CommandDecision(principal.Subject, principal.Actor, time.GetUtcNow(), reason);
        var command = await DecideAsync(
            principal,
            id,
            AuditActions.CommandBreakGlass,
            decision,
            command =>
            {
                DemandPending(command, decision.At);
                if (command.Need.BreakGlass is not { } role || principal.Role < role)
                {
                    var whom = command.Need.BreakGlass is { } needed ? $"the role {needed}" : "nobody";
                    throw new CommandRefusedException($"The policy allows {whom} to execute this command without its approvals.");
                }

                DemandPreview(command);
                return CommandChanges.BrokeGlass(command, decision);
            },
            cancellationToken);
        if (command?.BrokeGlass == decision)
        {
            GlassBroken(command.Id, command.ClusterName, command.Target.ToString(), principal.Subject, reason);
        }

        return command;
    }

    /// <summary>Rejects a command, or withdraws one's own; null where there is none.</summary>
    /// <exception cref="AccessDeniedException">The principal may not approve changes, and it is not its own command.</exception>
    /// <exception cref="CommandRefusedException">The command is not pending.</exception>
    public async Task<ClusterCommand?> RejectAsync(Principal principal, string id, string? reason, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Operate, id);
        var stored = await commands.GetAsync(principal.Organisation, id, cancellationToken);
        if (stored is null) return null;
        if (stored.Requested.Subject != principal.Subject) await access.DemandAsync(principal, AccessScope.Approve, id);
        var decision = new CommandDecision(principal.Subject, principal.Actor, time.GetUtcNow(), reason);
        return await DecideAsync(
            principal,
            id,
            AuditActions.CommandReject,
            decision,
            command =>
            {
                DemandPending(command, decision.At);
                return CommandChanges.Rejected(command, decision);
            },
            cancellationToken);
    }

    /// <summary>The command; null where there is none.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read commands.</exception>
    public async Task<ClusterCommand?> GetAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandOfWholeAsync(principal, AccessScope.Read, id);
        return await commands.GetAsync(principal.Organisation, id, cancellationToken);
    }

    /// <summary>The commands that are asked for, newest first; see <see cref="FilteredPage"/>.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read commands.</exception>
    public async Task<Page<ClusterCommand>> ListAsync(
        Principal principal, CommandFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await access.DemandOfWholeAsync(principal, AccessScope.Read, "commands");
        return await FilteredPage.ReadAsync<ClusterCommand>(
            page, filter.Matches, p => commands.ListAsync(principal.Organisation, p, cancellationToken));
    }

    private async Task<ClusterCommand?> DecideAsync(
        Principal principal,
        string id,
        string action,
        CommandDecision decision,
        Func<ClusterCommand, ClusterCommand?> change,
        CancellationToken cancellationToken)
    {
        var (command, isChanged) = await commands.UpdateAsync(principal.Organisation, id, change, cancellationToken);
        if (command is null || !isChanged) return command;
        var text = CommandText.Of(command);
        await audit.RecordAsync(principal, action, id, decision.Reason is { } reason ? $"{text}: {reason}" : text);
        if (command.State == CommandState.Approved) await orders.SendAsync(command, cancellationToken);
        return command;
    }

    private async Task<Cluster> FindClusterAsync(OrganisationId organisation, string nameOrId, CancellationToken cancellationToken) =>
        await clusters.GetAsync(organisation, nameOrId, cancellationToken)
        ?? (await clusters.ListAsync(organisation, cancellationToken)).FirstOrDefault(c => c.Name == nameOrId)
        ?? throw new InvalidCommandException("cluster", $"There is no cluster \"{nameOrId}\".");

    private static void DemandPending(ClusterCommand command, DateTimeOffset now)
    {
        if (command.State != CommandState.Pending) throw new CommandRefusedException($"The command is {command.State}, not pending.");
        if (now >= command.ExpiresAt) throw new CommandRefusedException("The command has expired: request it again.");
    }

    private static void DemandPreview(ClusterCommand command)
    {
        if (command.Preview is null)
        {
            throw new CommandRefusedException("The dry run has not come back from the cluster, so there is nothing to decide about yet.");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{CommandId} on {Target} of {Cluster} is executed without its approvals by {Subject}: {Reason}")]
    private partial void GlassBroken(string commandId, string cluster, string target, string subject, string reason);
}
