using OpsWorker.Core.Commands;

namespace OpsWorker.Pipeline.Commands;

/// <summary>The changes of a command's state. Pure: each gives the changed command, or null where it changes nothing.</summary>
internal static class CommandChanges
{
    /// <summary>The time after expiry for which a command that was sent may still have been executed in time.</summary>
    public static readonly TimeSpan ResultDelay = TimeSpan.FromMinutes(2);

    /// <summary>The time after expiry at which a result that is missing is given up.</summary>
    public static readonly TimeSpan ResultGivenUp = TimeSpan.FromMinutes(15);

    private const int MaxLines = 100;
    private const int MaxLine = 500;
    private const int MaxState = 200;

    /// <summary>The command with the approval; approved once it has as many as it needs.</summary>
    public static ClusterCommand? Approved(ClusterCommand command, CommandDecision approval)
    {
        if (command.State != CommandState.Pending || command.Approvals.Any(a => a.Subject == approval.Subject)) return null;
        var approvals = command.Approvals.Append(approval).ToList();
        return command with
        {
            Approvals = approvals,
            State = approvals.Count >= command.Need.Count ? CommandState.Approved : CommandState.Pending,
        };
    }

    /// <summary>The command, approved without its approvals.</summary>
    public static ClusterCommand? BrokeGlass(ClusterCommand command, CommandDecision by) =>
        command.State == CommandState.Pending ? command with { State = CommandState.Approved, BrokeGlass = by } : null;

    /// <summary>The command, rejected.</summary>
    public static ClusterCommand? Rejected(ClusterCommand command, CommandDecision by) => command.State == CommandState.Pending
        ? command with { State = CommandState.Rejected, Rejection = by, EndedAt = by.At }
        : null;

    /// <summary>The command after a report of its Operator, whose text is bounded.</summary>
    public static ClusterCommand? Reported(ClusterCommand command, OperatorReport report, DateTimeOffset now) => report.Outcome switch
    {
        OperatorOutcome.Previewed when command is { State: CommandState.Pending, Preview: null } && report.Preview is { } preview =>
            command with
            {
                Preview = Bounded(preview, now),
                State = command.Need.Count == 0 ? CommandState.Approved : CommandState.Pending,
            },
        OperatorOutcome.Started when command.State == CommandState.Approved =>
            command with { State = CommandState.Executing, StartedAt = now },

        // Whatever was assumed before: the change was made.
        OperatorOutcome.Completed when WasSent(command) => Ended(command, CommandState.Completed, report.Output, now),
        OperatorOutcome.Failed when command.IsOpen => Ended(command, CommandState.Failed, report.Output, now),
        _ => null,
    };

    /// <summary>The command after its time is over.</summary>
    public static ClusterCommand? Swept(ClusterCommand command, DateTimeOffset now) => command.State switch
    {
        CommandState.Pending when now >= command.ExpiresAt =>
            Ended(command, CommandState.Expired, PendingReason(command), now),
        CommandState.Approved when now >= command.ExpiresAt + ResultDelay =>
            Ended(command, CommandState.Expired, "The Operator did not take it in time.", now),
        CommandState.Executing when now >= command.ExpiresAt + ResultGivenUp =>
            Ended(command, CommandState.Failed, "The Operator began and reported no result: look at the object.", now),
        _ => null,
    };

    /// <summary>The order that the Operator is waiting for; null for none.</summary>
    public static OperatorOrder? OrderOf(ClusterCommand command) => command.State switch
    {
        CommandState.Pending when command.Preview is null => OperatorOrder.Preview,
        CommandState.Approved or CommandState.Executing => OperatorOrder.Execute,
        _ => null,
    };

    private static bool WasSent(ClusterCommand command) =>
        command.State is CommandState.Approved or CommandState.Executing
        || (command.State is CommandState.Expired or CommandState.Failed && IsApproved(command));

    private static bool IsApproved(ClusterCommand command) =>
        command.Preview is not null && (command.BrokeGlass is not null || command.Approvals.Count >= command.Need.Count);

    private static string PendingReason(ClusterCommand command) => command.Preview is null
        ? "The Operator did not answer in time: see `opsworker cluster show`."
        : "It was not approved in time.";

    private static ClusterCommand Ended(ClusterCommand command, CommandState state, string? output, DateTimeOffset now) =>
        command with { State = state, EndedAt = now, Output = Cut(output ?? "", ClusterCommand.MaxOutput) };

    // A cluster's text is data of any length.
    private static CommandPreview Bounded(CommandPreview preview, DateTimeOffset now) => new(
        Cut(preview.ResourceVersion, MaxState), Cut(preview.ObjectState, MaxState), Lines(preview.Diff), Lines(preview.Warnings), now);

    private static List<string> Lines(IReadOnlyList<string> lines) => [.. lines.Take(MaxLines).Select(line => Cut(line, MaxLine))];

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max];
}
