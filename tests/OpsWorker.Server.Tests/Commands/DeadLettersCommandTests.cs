using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>Dead letters of a server that runs.</summary>
public sealed class DeadLettersCommandTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IMessageQueue Queue => server.Store.Queue;

    [Fact]
    public async Task They_are_listed_with_their_queue_and_reason()
    {
        var queue = Queues.Commands("cl_listed");
        var id = await RejectAsync(queue, "{\"test\":1}", "It is of another version.\u001b[2J");

        var line = (await RunAsync("list", queue.Value, "--json")).ShouldExitWith(0).JsonLines.ShouldHaveSingleItem();
        var text = (await RunAsync("list", "--max", "1000")).ShouldExitWith(0).Output;

        line.GetProperty("queue").GetString().ShouldBe(queue.Value);
        line.GetProperty("id").GetString().ShouldBe(id);
        line.GetProperty("reason").GetString().ShouldBe("It is of another version.\u001b[2J");
        line.GetProperty("body").GetString().ShouldBe("{\"test\":1}");
        text.ShouldContain(shown => shown.Contains(id) && shown.Contains(queue.Value) && shown.Contains(@"version.\u001b[2J"));
    }

    [Fact]
    public async Task One_is_sent_back_and_handled_again()
    {
        // The stage cannot read it and rejects it, each time under another id.
        var body = $"no-message-{Guid.NewGuid()}";
        await Queue.SendAsync(
            Queues.Investigations, [new OutgoingMessage { Body = body, GroupId = "g", DeduplicationId = body }], Cancel);
        var first = await LetterAsync(body, not: null);

        (await RunAsync("retry", "investigations", first)).ShouldExitWith(0)
            .Output[^1].ShouldBe("1 dead letter sent back to investigations.");

        await LetterAsync(body, not: first);
        (await LettersAsync(Queues.Investigations)).ShouldNotContain(letter => letter.Id == first);
    }

    [Fact]
    public async Task One_or_all_of_a_queue_are_removed()
    {
        var queue = Queues.Commands("cl_dropped");
        var one = await RejectAsync(queue, "{}", "first");
        await RejectAsync(queue, "{}", "second");

        (await RunAsync("drop", queue.Value, one)).ShouldExitWith(0);
        (await LettersAsync(queue)).ShouldHaveSingleItem().Reason.ShouldBe("second");
        (await RunAsync("drop", queue.Value, "--all")).ShouldExitWith(0);
        (await LettersAsync(queue)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("which", "retry", "alerts")]
    [InlineData("which", "drop", "alerts", "msg_1", "--all")]
    [InlineData("no dead letter msg_1", "drop", "alerts", "msg_1")]
    [InlineData("sender is no longer known", "retry", "results", "--all")]
    [InlineData("Nothing is sent back to commands-x", "retry", "commands-x", "--all")]
    [InlineData("--max", "list", "--max", "0")]
    public async Task What_cannot_be_done_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        var result = await RunAsync(arguments);

        result.ShouldExitWith(2).Errors.ShouldContain(reason, Case.Insensitive);
        result.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_folder_without_a_database_is_refused()
    {
        using var folder = new TemporaryFolder();

        (await CommandResult.OfAsync("dead-letters", "list", "--data", folder.FullPath)).ShouldExitWith(2).Errors
            .ShouldContain("has no database");
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandResult.OfAsync(["dead-letters", .. arguments, "--data", server.DataFolder]);

    private Task<IReadOnlyList<DeadLetter>> LettersAsync(QueueName queue) => Queue.ListDeadLettersAsync(queue, 1000, Cancel);

    private async Task<string> LetterAsync(string body, string? not) => await Eventually.ShouldBeFoundAsync(
        async () => (await LettersAsync(Queues.Investigations)).FirstOrDefault(l => l.Body == body && l.Id != not)?.Id, "it is rejected");

    private async Task<string> RejectAsync(QueueName queue, string body, string reason)
    {
        await Queue.SendAsync(queue, [new OutgoingMessage { Body = body }], Cancel);
        var minute = TimeSpan.FromMinutes(1);
        var message = (await Queue.ReceiveAsync(queue, 1, minute, TimeSpan.Zero, Cancel)).ShouldHaveSingleItem();
        await Queue.DeadLetterAsync(message, reason, Cancel);
        return message.Id;
    }
}
