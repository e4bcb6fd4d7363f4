using System.CommandLine;

namespace OpsWorker.Server.Commands.Clusters;

/// <summary><c>opsworker cluster</c>: adds, shows and removes the clusters of a running server.</summary>
internal static class ClusterCommand
{
    public static Command Create() => new("cluster", "The clusters of a running server, and the tokens of their agents.")
    {
        CreateAdd(), CreateList(), CreateShow(), CreateJoinToken(), CreateRotateToken(), CreateRemove(),
    };

    private static Command CreateAdd()
    {
        var name = new Argument<string>("NAME") { Description = "The value of the label `cluster` in alerts." };
        var displayName = new Option<string?>("--display-name") { Description = "The display name.", HelpName = "TEXT" };
        var provider = new Option<string?>("--provider") { Description = "The provider, for example eks.", HelpName = "TEXT" };
        var region = new Option<string?>("--region") { Description = "The region.", HelpName = "TEXT" };
        var environment = new Option<string?>("--environment")
        {
            Description = "The environment, for example production.",
            HelpName = "TEXT",
        };
        var label = new Option<string[]>("--label")
        {
            Description = "A label of the cluster; may be repeated.",
            HelpName = "NAME=VALUE",
        };
        var workspace = new Option<string?>("--workspace") { Description = "The workspace that it belongs to.", HelpName = "NAME" };
        var registration = new Option<bool>("--registration")
        {
            Description = "Print a registration token, for one agent and one hour, and not a token by hand.",
        };
        var command = new Command("add", "Add a cluster; prints its token, this once, and the command that installs its agent.")
        {
            name, displayName, provider, region, environment, label, workspace, registration,
        };
        return ServerOptions.AddTo(command, (arguments, server, cancel) => ClusterCommands.AddAsync(
            server,
            new ClusterToAdd(
                arguments.GetRequiredValue(name),
                arguments.GetValue(displayName),
                arguments.GetValue(provider),
                arguments.GetValue(region),
                arguments.GetValue(environment),
                LabelArguments.Parse(arguments.GetValue(label) ?? []),
                arguments.GetValue(workspace)),
            arguments.GetValue(registration),
            cancel));
    }

    private static Command CreateList() => ServerOptions.AddTo(
        new Command("list", "List the clusters with their status."),
        (_, server, cancel) => ClusterCommands.ListAsync(server, cancel));

    private static Command CreateShow()
    {
        var cluster = Cluster();
        return ServerOptions.AddTo(
            new Command("show", "Show a cluster: status, agent, uptime.") { cluster },
            (arguments, server, cancel) => ClusterCommands.ShowAsync(server, arguments.GetRequiredValue(cluster), cancel));
    }

    private static Command CreateJoinToken()
    {
        var cluster = Cluster();
        return ServerOptions.AddTo(
            new Command("join-token", "Issue a registration token, for one agent and one hour; prints it, this once.") { cluster },
            (arguments, server, cancel) => ClusterCommands.JoinTokenAsync(server, arguments.GetRequiredValue(cluster), cancel));
    }

    private static Command CreateRotateToken()
    {
        var cluster = Cluster();
        var grace = new Option<double?>("--grace-hours")
        {
            Description = "Hours until earlier tokens expire, from 0 to 168. Default: 24",
            HelpName = "HOURS",
        };
        var revoke = new Option<bool>("--revoke-sessions")
        {
            Description = "End the agent's open sessions at once; they last an hour otherwise. Use it with --grace-hours 0.",
        };
        var manual = new Option<bool>("--manual")
        {
            Description = "Print a new token even where the agent keeps its own and could rotate it itself.",
        };
        return ServerOptions.AddTo(
            new Command("rotate-token", "Have an agent rotate its token, or where it cannot, print a new one, this once.")
            {
                cluster, grace, revoke, manual,
            },
            (arguments, server, cancel) => ClusterCommands.RotateTokenAsync(
                server,
                arguments.GetRequiredValue(cluster),
                new TokenToRotate(
                    arguments.GetValue(grace),
                    arguments.GetValue(revoke) ? true : null,
                    arguments.GetValue(manual) ? true : null),
                cancel));
    }

    private static Command CreateRemove()
    {
        var cluster = Cluster();
        return ServerOptions.AddTo(
            new Command("remove", "Remove a cluster; its agent is refused from then on.") { cluster },
            (arguments, server, cancel) => ClusterCommands.RemoveAsync(server, arguments.GetRequiredValue(cluster), cancel));
    }

    private static Argument<string> Cluster() => new("CLUSTER") { Description = "Its name or id." };
}
