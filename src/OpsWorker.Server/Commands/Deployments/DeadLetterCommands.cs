using System.Text.Json;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;
using OpsWorker.Server.Commands.DeadLetters;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>Shows messages that were given up, and sends them back.</summary>
internal static class DeadLetterCommands
{
    private const int MaxLetters = 200;

    public static async Task<int> ListAsync(
        AwsDeployment deployment, string queueName, int max, CancellationToken cancellationToken)
    {
        if (max is < 1 or > MaxLetters) throw new UserErrorException($"--max must be from 1 to {MaxLetters}.");
        var queue = Queue(queueName);
        var letters = await deployment.DeadLettersAsync(queue, cancellationToken);
        foreach (var letter in await letters.ListAsync(queue, max, cancellationToken))
        {
            Console.Out.WriteLine(deployment.AsJson
                ? JsonSerializer.Serialize(letter, DeploymentJson.Default.DeadLetter)
                : DeadLetterText.Of(letter));
        }

        return ExitCodes.Success;
    }

    public static async Task<int> RedriveAsync(AwsDeployment deployment, string queueName, CancellationToken cancellationToken)
    {
        var queue = Queue(queueName);
        var letters = await deployment.DeadLettersAsync(queue, cancellationToken);
        try
        {
            await letters.RedriveAsync(queue, cancellationToken);
        }
        catch (UnsupportedOperationException e)
        {
            throw new UserErrorException($"SQS does not send the dead letters of {queue.Value} back now: {e.Message}");
        }

        Console.Out.WriteLine(deployment.AsJson
            ? JsonSerializer.Serialize(new Redriven(queue.Value), DeploymentJson.Default.Redriven)
            : $"SQS sends the dead letters of {queue.Value} back; `opsworker aws dead-letters list {queue.Value}` shows what is left.");
        return ExitCodes.Success;
    }

    public static async Task<int> DropAsync(
        AwsDeployment deployment, string queueName, string? id, bool all, CancellationToken cancellationToken)
    {
        if (all == id is not null) throw new UserErrorException("Which dead letters are meant? Give the ID of one, or --all.");
        var queue = Queue(queueName);
        var letters = await deployment.DeadLettersAsync(queue, cancellationToken);
        var count = await letters.DropAsync(queue, id, cancellationToken);
        if (count == 0 && id is not null) throw new UserErrorException($"SQS did not find a dead letter {id} of {queue.Value}.");
        Console.Out.WriteLine(deployment.AsJson
            ? JsonSerializer.Serialize(new Dropped(queue.Value, count), DeploymentJson.Default.Dropped)
            : $"{count} dead letter{(count == 1 ? "" : "s")} of {queue.Value} removed.");
        return ExitCodes.Success;
    }

    private static QueueName Queue(string name) =>
        Queues.All.FirstOrDefault(q => q.Value == name)
            ?? throw new UserErrorException($"There is no queue {name}; there are {string.Join(", ", Queues.All.Select(q => q.Value))}.");
}
