using System.CommandLine;
using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.ClusterChanges;

/// <summary><c>opsworker command</c>: requests changes of clusters, and decides about those of others.</summary>
internal static class CommandCommand
{
    public static Command Create() => new("command", "Changes of clusters, with approvals: restart, scale.")
    {
        CreateRequest(), CreateList(), CreateShow(), CreateApprove(), CreateReject(), CreateBreakGlass(), CreateKey(),
    };

    private static Command CreateRequest()
    {
        var operation = new Argument<string>("OPERATION") { Description = OperationNames() };
        var target = new Argument<string>("OBJECT") { Description = "The object, such as deployment/checkout." };
        var cluster = new Option<string>("--cluster") { Description = "Its cluster: name or id.", Required = true, HelpName = "CLUSTER" };
        var inNamespace = new Option<string>("--namespace", "-n") { Description = "Its namespace.", Required = true, HelpName = "NAME" };
        var replicas = new Option<int?>("--replicas") { Description = "The wanted replicas of a scale.", HelpName = "NUMBER" };
        var reason = new Option<string>("--reason")
        {
            Description = "The reason, for those who approve it and for the audit log.",
            Required = true,
            HelpName = "TEXT",
        };
        var command = new Command("request", "Request a change: a dry run in the cluster, then its approvals, then the change.")
        {
            operation, target, cluster, inNamespace, replicas, reason,
        };
        return ServerOptions.AddTo(command, (arguments, server, cancel) =>
        {
            var (kind, name) = ReadTarget(arguments.GetRequiredValue(target));
            var wanted = new CommandToRequest(
                arguments.GetRequiredValue(cluster),
                ReadWord<CommandOperation>("OPERATION", arguments.GetRequiredValue(operation)),
                new TargetToChange(kind, arguments.GetRequiredValue(inNamespace), name),
                arguments.GetValue(replicas),
                arguments.GetRequiredValue(reason));
            return ServerCommands.RequestAsync(server, wanted, cancel);
        });
    }

    private static Command CreateList()
    {
        var cluster = new Option<string?>("--cluster") { Description = "Those of a cluster.", HelpName = "CLUSTER" };
        var state = new Option<string?>("--state")
        {
            Description = "Those of a state.",
            HelpName = string.Join('|', Enum.GetNames<CommandState>()).ToLowerInvariant(),
        };
        var since = new Option<string>("--since")
        {
            Description = "The time to go back, such as 7d or 12h, or a date.",
            DefaultValueFactory = _ => "7d",
            HelpName = "TIME",
        };
        return ServerOptions.AddTo(
            new Command("list", "List commands, newest first. With --json one command a line.") { cluster, state, since },
            (arguments, server, cancel) => ServerCommands.ListAsync(
                server,
                arguments.GetValue(cluster),
                arguments.GetValue(state) is { } word ? ReadWord<CommandState>("--state", word) : null,
                TimeText.ReadPast("--since", arguments.GetRequiredValue(since), TimeProvider.System.GetUtcNow()),
                cancel));
    }

    private static Command CreateShow()
    {
        var id = Id();
        return ServerOptions.AddTo(
            new Command("show", "Show a command: dry run, decisions, result.") { id },
            (arguments, server, cancel) => ServerCommands.ShowAsync(server, arguments.GetRequiredValue(id), cancel));
    }

    private static Command CreateApprove()
    {
        var id = Id();
        return ServerOptions.AddTo(
            new Command("approve", "Approve a command of somebody else.") { id },
            (arguments, server, cancel) => ServerCommands.DecideAsync(server, arguments.GetRequiredValue(id), "approve", null, cancel));
    }

    private static Command CreateReject()
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "The reason.", HelpName = "TEXT" };
        return ServerOptions.AddTo(
            new Command("reject", "Reject a command, or withdraw one of your own.") { id, reason },
            (arguments, server, cancel) => ServerCommands.DecideAsync(
                server, arguments.GetRequiredValue(id), "reject", arguments.GetValue(reason), cancel));
    }

    private static Command CreateBreakGlass()
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "The reason.", Required = true, HelpName = "TEXT" };
        return ServerOptions.AddTo(
            new Command("break-glass", "Execute a command without its approvals, where the policy allows it.") { id, reason },
            (arguments, server, cancel) => ServerCommands.DecideAsync(
                server, arguments.GetRequiredValue(id), "break-glass", arguments.GetRequiredValue(reason), cancel));
    }

    // For who keeps the key with the secrets of a deployment; a server makes its own.
    private static Command CreateKey()
    {
        var command = new Command("new-key", "Make a private key that signs commands, for the secret Commands:SigningKey on AWS.");
        command.SetAction(_ =>
        {
            Console.Out.WriteLine(CommandSignature.CreateKey());
            return ExitCodes.Success;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "Its id, cmd_…" };

    private static string OperationNames() =>
        $"The operation: {string.Join(", ", Enum.GetNames<CommandOperation>()).ToLowerInvariant()}.";

    private static (string Kind, string Name) ReadTarget(string text) => text.Split('/') is [{ Length: > 0 } kind, { Length: > 0 } name]
        ? (kind, name)
        : throw new UserErrorException($"OBJECT is \"{text}\"; a kind and a name like deployment/checkout were expected.");

    private static T ReadWord<T>(string option, string text)
        where T : struct, Enum =>
        EnumName.Find<T>(text)
            ?? throw new UserErrorException(
                $"{option} is \"{text}\"; one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()} was expected.");
}
