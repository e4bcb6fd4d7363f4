using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Commands;

namespace OpsWorker.Server.Commands.ClusterChanges;

/// <summary>Writes commands for people.</summary>
internal static class CommandText
{
    public static void WriteList(TextWriter output, IReadOnlyList<ShownCommand> commands)
    {
        string[] heading = ["REQUESTED", "STATE", "OPERATION", "OBJECT", "CLUSTER", "BY", "ID"];
        TextTable.Write(output, [heading, .. commands.Select(Row)]);
    }

    public static void WriteOne(TextWriter output, ShownCommand command)
    {
        (string Name, string? Value)[] lines =
        [
            ("Id", command.Id),
            ("Operation", Operation(command)),
            ("Object", $"{command.Target} of {command.Cluster}"),
            ("State", command.State.ToString()),
            ("Requested", Text(command.Requested)),
            ("Needs", Need(command)),
            .. (command.Approvals ?? []).Select(a => ("Approved", (string?)Text(a))),
            ("Broke glass", command.BrokeGlass is { } glass ? Text(glass) : null),
            ("Rejected", command.Rejection is { } rejection ? Text(rejection) : null),
            ("Expires", command.EndedAt is null ? Time(command.ExpiresAt) : null),
            ("Ended", command.EndedAt is { } end ? Time(end) : null),
        ];
        TextTable.Write(output, [.. lines.Where(l => l.Value is not null).Select(l => new[] { l.Name, l.Value! })]);
        WriteBlock(output, "Dry run", command.Preview?.Diff);
        WriteBlock(output, "Mind", command.Preview?.Warnings);
        WriteBlock(output, "Result", command.Output?.Split('\n'));
    }

    private static void WriteBlock(TextWriter output, string heading, IReadOnlyList<string>? lines)
    {
        if (lines is null or []) return;
        output.WriteLine($"\n{heading}:");
        foreach (var line in lines) output.WriteLine($"  {VisibleText.Line(line)}");
    }

    private static string[] Row(ShownCommand command) =>
    [
        Time(command.Requested.At),
        command.State.ToString(),
        Operation(command),
        command.Target.ToString(),
        command.Cluster,
        command.Requested.By.ToString(),
        command.Id,
    ];

    private static string Operation(ShownCommand command) => command.Replicas is { } replicas
        ? string.Create(CultureInfo.InvariantCulture, $"{command.Operation} to {replicas}")
        : command.Operation.ToString();

    private static string? Need(ShownCommand command) => command.Need.Count == 0
        ? "no approval"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{command.Need.Count} of role {command.Need.Role} ({(command.Need.Policy is { } id ? $"policy {id}" : "by default")})");

    private static string Text(CommandDecision decision) =>
        $"{Time(decision.At)} by {decision.By}" + (decision.Reason is { } reason ? $": {reason}" : "");

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
