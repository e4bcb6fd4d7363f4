using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;
using OpsWorker.Embedded.Inspection;

namespace OpsWorker.Server.Commands.DeadLetters;

/// <summary><c>opsworker dead-letters</c>: messages that a server gave up, in its data folder.</summary>
internal static class DeadLettersCommand
{
    private const int MaxLetters = 1000;

    public static Command Create() =>
        new("dead-letters", "Messages that the server could not process, in its data folder. Of a deployment on AWS: opsworker aws.")
        {
            CreateList(), CreateRetry(), CreateDrop(),
        };

    private static Command CreateList()
    {
        var queue = new Argument<string?>("QUEUE")
        {
            Description = "The queue; without it, all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var max = new Option<int>("--max")
        {
            Description = $"The number of messages, from 1 to {MaxLetters}.",
            DefaultValueFactory = _ => 20,
            HelpName = "N",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON document a line." };
        var command = new Command("list", "Show the oldest dead letters and the reason of each.") { queue, max, json };
        return WithData(command, (arguments, file) =>
        {
            var number = arguments.GetValue(max);
            if (number is < 1 or > MaxLetters) throw new UserErrorException($"--max must be from 1 to {MaxLetters}.");
            foreach (var (name, letter) in file.List(arguments.GetValue(queue), number))
            {
                Console.Out.WriteLine(arguments.GetValue(json)
                    ? JsonSerializer.Serialize(ShownDeadLetter.Of(name, letter), DeadLetterJson.Default.ShownDeadLetter)
                    : $"{name}  {DeadLetterText.Of(letter)}");
            }
        });
    }

    private static Command CreateRetry()
    {
        var (queue, id, all) = Selection();
        var command = new Command("retry", "Send dead letters back to their queue, once the cause is fixed.") { queue, id, all };
        return WithData(command, (arguments, file) =>
        {
            var name = Find(arguments.GetRequiredValue(queue));
            var chosen = Chosen(arguments.GetValue(id), arguments.GetValue(all));
            var count = file.Retry(name, chosen, TimeProvider.System.GetUtcNow());
            Report(count, chosen, name.Value, $"sent back to {name.Value}");
        });
    }

    private static Command CreateDrop()
    {
        var (queue, id, all) = Selection();
        var command = new Command("drop", "Remove dead letters for good.") { queue, id, all };
        return WithData(command, (arguments, file) =>
        {
            var name = arguments.GetRequiredValue(queue);
            var chosen = Chosen(arguments.GetValue(id), arguments.GetValue(all));
            Report(file.Drop(name, chosen), chosen, name, $"of {name} removed");
        });
    }

    private static (Argument<string> Queue, Argument<string?> Id, Option<bool> All) Selection() => (
        new Argument<string>("QUEUE") { Description = "The queue, as `opsworker dead-letters list` shows it." },
        new Argument<string?>("ID") { Description = "The id of one.", Arity = ArgumentArity.ZeroOrOne },
        new Option<bool>("--all") { Description = "All of the queue." });

    private static string? Chosen(string? id, bool all) => (id, all) switch
    {
        ({ } one, false) => one,
        (null, true) => null,
        _ => throw new UserErrorException("Which dead letters are meant? Give the ID of one, or --all."),
    };

    // A queue keeps the sender of a result, its dead letters do not: without it a result could claim any cluster.
    private static QueueName Find(string name)
    {
        if (name == Queues.Results.Value)
        {
            throw new UserErrorException(
                "Results of agents are not sent back: their sender is no longer known. The investigation asks again; `drop` removes them.");
        }

        return Queues.All.FirstOrDefault(queue => queue.Value == name)
            ?? throw new UserErrorException(
                $"Nothing is sent back to {name}; it can be to "
                + $"{string.Join(", ", Queues.All.Except([Queues.Results]).Select(queue => queue.Value))}.");
    }

    private static void Report(int count, string? id, string queue, string done)
    {
        if (count == 0 && id is not null) throw new UserErrorException($"{queue} has no dead letter {id}.");
        Console.Out.WriteLine($"{count} dead letter{(count == 1 ? "" : "s")} {done}.");
    }

    private static Command WithData(Command command, Action<ParseResult, DeadLetterFile> run)
    {
        var data = DataOption.Create();
        command.Options.Add(data);
        command.SetAction((arguments, _) => UserErrorException.GuardAsync(() =>
        {
            var folder = DataOption.Read(arguments.GetValue(data), CommandSettings.Read());
            try
            {
                using var file = DeadLetterFile.Open(folder);
                run(arguments, file);
                return Task.FromResult(ExitCodes.Success);
            }
            catch (DataFolderException e)
            {
                throw new UserErrorException(e.Message);
            }
        }));
        return command;
    }
}
