using System.CommandLine;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

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
        new Command("key", "The keys of an organisation.") { CreateAddKey(), CreateExpireKey() },
        new Command("dead-letters", "Messages that were given up.") { CreateListDeadLetters(), CreateRedriveDeadLetters() },
    };

    private static Command CreateAddOrganisation()
    {
        var name = new Argument<string>("NAME") { Description = "What people call it." };
        var timeZone = new Option<string>("--time-zone")
        {
            Description = "Where its day begins, for example Europe/Berlin.",
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
        var organisation = new Argument<string>("ORGANISATION") { Description = "Its id." };
        var kind = new Option<AccessKeyKind>("--kind")
        {
            Description = "webhook: sending alerts. api: everything else.",
            Required = true,
            HelpName = "webhook|api",
        };
        return AwsOptions.AddTo(
            new Command("add", "Add a key; prints it, this once. Keys that are there work on.") { organisation, kind },
            (arguments, deployment, cancel) => KeyCommands.AddAsync(
                deployment, arguments.GetRequiredValue(organisation), arguments.GetValue(kind), cancel));
    }

    private static Command CreateExpireKey()
    {
        var key = new Argument<string>("KEY") { Description = "The key, or its id with --organisation." };
        var organisation = new Option<string?>("--organisation") { Description = "Whose it is; needed with an id.", HelpName = "ID" };
        var hours = new Option<double>("--after-hours") { Description = "How long it works on, from 0 to 720. Default: 0", HelpName = "HOURS" };
        return AwsOptions.AddTo(
            new Command("expire", "Make a key worthless, at once or after a while.") { key, organisation, hours },
            (arguments, deployment, cancel) => KeyCommands.ExpireAsync(
                deployment, arguments.GetRequiredValue(key), arguments.GetValue(organisation), arguments.GetValue(hours), cancel));
    }

    private static Command CreateListDeadLetters()
    {
        var queue = Queue();
        var max = new Option<int>("--max") { Description = "How many, from 1 to 200.", DefaultValueFactory = _ => 20, HelpName = "N" };
        return AwsOptions.AddTo(
            new Command("list", "Show the oldest dead letters of a queue and why they were given up.") { queue, max },
            (arguments, deployment, cancel) => DeadLetterCommands.ListAsync(
                deployment, arguments.GetRequiredValue(queue), arguments.GetRequiredValue(max), cancel));
    }

    private static Command CreateRedriveDeadLetters()
    {
        var queue = Queue();
        return AwsOptions.AddTo(
            new Command("redrive", "Send all dead letters of a queue back to it, once the cause is mended.") { queue },
            (arguments, deployment, cancel) => DeadLetterCommands.RedriveAsync(deployment, arguments.GetRequiredValue(queue), cancel));
    }

    private static Argument<string> Queue() =>
        new("QUEUE") { Description = string.Join(", ", Queues.All.Select(q => q.Value)) + "." };
}
