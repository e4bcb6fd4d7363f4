using System.CommandLine;
using OpsWorker.Core;
using OpsWorker.Embedded;
using OpsWorker.Embedded.Inspection;
using OpsWorker.Pipeline.Access;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Keys;

/// <summary><c>opsworker key</c>: the API keys and webhook keys of a running server, or of a data folder whose server is stopped.</summary>
internal static class KeyCommand
{
    private const string LocalSubject = "local";

    public static Command Create() => new("key", "The API keys and webhook keys of a server.")
    {
        CreateAdd(), CreateList(), CreateRevoke(), CreateRotate(),
    };

    public static Argument<string> Id() => new("KEY") { Description = "Its id, as `list` shows it: key_…" };

    public static Option<double?> GraceOption() => new("--grace-hours")
    {
        Description = "Hours until the earlier key expires, from 0 to 720. Default: 24",
        HelpName = "HOURS",
    };

    /// <exception cref="UserErrorException">It is out of range.</exception>
    public static double? Grace(double? hours) => hours is null || (hours >= 0 && hours <= KeyLifecycle.MaxGrace.TotalHours)
        ? hours
        : throw new UserErrorException($"--grace-hours is {hours}; a number from 0 to {KeyLifecycle.MaxGrace.TotalHours} was expected.");

    private static Command CreateAdd()
    {
        var options = new KeyOptions();
        var command = new Command("add", "Add a key; prints it, this once.");
        options.AddTo(command);
        return AddTo(command, async (arguments, keys, asJson, cancel) =>
            KeyOutput.WriteAdded(
                Console.Out, await keys.AddAsync(options.Read(arguments, TimeProvider.System.GetUtcNow()), cancel), asJson));
    }

    private static Command CreateList() => AddTo(
        new Command("list", "List the keys that have not expired, and their last use."),
        async (_, keys, asJson, cancel) => KeyOutput.WriteList(Console.Out, await keys.ListAsync(cancel), asJson));

    private static Command CreateRevoke()
    {
        var id = Id();
        return AddTo(
            new Command("revoke", "Revoke a key at once.") { id },
            async (arguments, keys, asJson, cancel) =>
            {
                var key = arguments.GetRequiredValue(id);
                await keys.RevokeAsync(key, cancel);
                KeyOutput.WriteRevoked(Console.Out, key, asJson);
            });
    }

    private static Command CreateRotate()
    {
        var id = Id();
        var grace = GraceOption();
        return AddTo(
            new Command("rotate", "Replace a key by one that may do the same; prints it, this once.") { id, grace },
            async (arguments, keys, asJson, cancel) => KeyOutput.WriteAdded(
                Console.Out, await keys.RotateAsync(arguments.GetRequiredValue(id), Grace(arguments.GetValue(grace)), cancel), asJson));
    }

    private static Command AddTo(Command command, Func<ParseResult, IKeyHolder, bool, CancellationToken, Task> run)
    {
        var data = new Option<string?>("--data")
        {
            Description = "The data folder of a server that does not run, in place of --server and --api-key.",
            HelpName = "DIR",
        };
        command.Options.Add(data);
        return ServerOptions.AddLazilyTo(command, async (arguments, connect, cancel) =>
        {
            var asJson = arguments.GetValue<bool>("--json");
            if (arguments.GetValue(data) is { } folder) await WithFolderAsync(folder, keys => run(arguments, keys, asJson, cancel), cancel);
            else await run(arguments, new ServerKeys(connect()), asJson, cancel);
            return ExitCodes.Success;
        });
    }

    private static async Task WithFolderAsync(string folder, Func<IKeyHolder, Task> run, CancellationToken cancellationToken)
    {
        if (!DataInspection.HasDatabase(folder))
        {
            throw new UserErrorException($"--data {folder} is no server's data folder.");
        }

        try
        {
            await using var store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = folder, Time = TimeProvider.System });
            var organisations = await store.Organisations.ListAsync(new PageRequest(1), cancellationToken);
            if (organisations.Items is not [var organisation])
            {
                throw new UserErrorException($"{folder} has no organisation: start the server.");
            }

            await run(new StoredKeys(store.Keys, store.Audit, TimeProvider.System, organisation.Id, LocalSubject));
        }
        catch (DataFolderException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
