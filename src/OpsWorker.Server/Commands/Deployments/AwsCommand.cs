using System.CommandLine;
using OpsWorker.Core.Messaging;
using OpsWorker.Server.Commands.Keys;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>
/// <c>opsworker aws</c>: what the operator of a deployment on AWS does that no API key can do, with credentials of the
/// account.
/// </summary>
internal static class AwsCommand
{
    public static Command Create() => new("aws", "A deployment on AWS: its organisations, their keys, and its dead letters.")
    {
        new Command("organisation", "The organisations of a deployment.") { CreateAddOrganisation(), CreateListOrganisations() },
        new Command("key", "The keys of an organisation.") { CreateAddKey(), CreateListKeys(), CreateRotateKey(), CreateExpireKey() },
        new Command("dead-letters", "Messages that could not be processed.")
        {
            CreateListDeadLetters(), CreateRetryDeadLetters(), CreateDropDeadLetters(),
        },
    };

    private static Command CreateAddOrganisation()
    {
        var name = new Argument<string>("NAME") { Description = "The display name." };
        var timeZone = new Option<string>("--time-zone")
        {
            Description = "The time zone in which its day begins, for example Europe/Berlin.",
            DefaultValueFactory = _ => "UTC",
            HelpName = "ZONE",
        };
        return AwsOptions.AddTo(
            new Command("add", "Add an organisation; prints its webhook key and its API key, this once.") { name, timeZone },
            (arguments, deployment, cancel) => OrganisationCommands.AddAsync(
                deployment, arguments.GetRequiredValue(name), arguments.GetRequiredValue(timeZone), cancel));
    }

    private static Command CreateListOrganisations() => AwsOptions.AddTo(
        new Command("list", "List the organisations."),
        (_, deployment, cancel) => OrganisationCommands.ListAsync(deployment, cancel));

    private static Command CreateAddKey()
    {
        var organisation = Organisation();
        var options = new KeyOptions();
        var command = new Command("add", "Add a key; prints it, this once. Existing keys stay valid.") { organisation };
        options.AddTo(command);
        return AwsOptions.AddTo(command, (arguments, deployment, cancel) => KeyCommands.AddAsync(
            deployment, arguments.GetRequiredValue(organisation), options.Read(arguments, deployment.Time.GetUtcNow()), cancel));
    }

    private static Command CreateListKeys()
    {
        var organisation = Organisation();
        return AwsOptions.AddTo(
            new Command("list", "List the keys that have not expired, and their last use.") { organisation },
            (arguments, deployment, cancel) => KeyCommands.ListAsync(deployment, arguments.GetRequiredValue(organisation), cancel));
    }

    private static Command CreateRotateKey()
    {
        var organisation = Organisation();
        var id = KeyCommand.Id();
        var grace = KeyCommand.GraceOption();
        return AwsOptions.AddTo(
            new Command("rotate", "Replace a key by one that may do the same; prints it, this once.") { organisation, id, grace },
            (arguments, deployment, cancel) => KeyCommands.RotateAsync(
                deployment,
                arguments.GetRequiredValue(organisation),
                arguments.GetRequiredValue(id),
                KeyCommand.Grace(arguments.GetValue(grace)),
                cancel));
    }

    private static Argument<string> Organisation() => new("ORGANISATION") { Description = "Its id." };

    private static Command CreateExpireKey()
    {
        var key = new Argument<string>("KEY") { Description = "The key, or its id with --organisation." };
        var organisation = new Option<string?>("--organisation")
        {
            Description = "The key's organisation; needed with an id.",
            HelpName = "ID",
        };
        var hours = new Option<double>("--after-hours")
        {
            Description = "Hours until the key expires, from 0 to 720. Default: 0",
            HelpName = "HOURS",
        };
        return AwsOptions.AddTo(
            new Command("expire", "Let a key expire, at once or after some hours.") { key, organisation, hours },
            (arguments, deployment, cancel) => KeyCommands.ExpireAsync(
                deployment, arguments.GetRequiredValue(key), arguments.GetValue(organisation), arguments.GetValue(hours), cancel));
    }

    private static Command CreateListDeadLetters()
    {
        var queue = Queue();
        var max = new Option<int>("--max")
        {
            Description = "The number of messages, from 1 to 200.",
            DefaultValueFactory = _ => 20,
            HelpName = "N",
        };
        return AwsOptions.AddTo(
            new Command("list", "Show the oldest dead letters of a queue and the reason of each.") { queue, max },
            (arguments, deployment, cancel) => DeadLetterCommands.ListAsync(
                deployment, arguments.GetRequiredValue(queue), arguments.GetRequiredValue(max), cancel));
    }

    private static Command CreateRetryDeadLetters()
    {
        var queue = Queue();
        var command = new Command("retry", "Send all dead letters of a queue back to it, once the cause is fixed.") { queue };
        command.Aliases.Add("redrive");
        return AwsOptions.AddTo(
            command,
            (arguments, deployment, cancel) => DeadLetterCommands.RedriveAsync(deployment, arguments.GetRequiredValue(queue), cancel));
    }

    private static Command CreateDropDeadLetters()
    {
        var queue = Queue();
        var id = new Argument<string?>("ID") { Description = "The id of one.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All of the queue." };
        return AwsOptions.AddTo(
            new Command("drop", "Remove dead letters of a queue for good.") { queue, id, all },
            (arguments, deployment, cancel) => DeadLetterCommands.DropAsync(
                deployment, arguments.GetRequiredValue(queue), arguments.GetValue(id), arguments.GetValue(all), cancel));
    }

    private static Argument<string> Queue() =>
        new("QUEUE") { Description = string.Join(", ", Queues.All.Select(q => q.Value)) + "." };
}
