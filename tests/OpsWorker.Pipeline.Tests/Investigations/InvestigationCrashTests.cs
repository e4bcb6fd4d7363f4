using System.Text.Json;
using CsCheck;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Investigations;

/// <summary>
/// The process may die before any call of a port, its own calls of the queue included: what was under way comes again,
/// and the investigation ends as it would have.
/// </summary>
public sealed class InvestigationCrashTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private const int MaxCalls = 100;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_before_any_call_leads_to_the_same_end(bool answers)
    {
        var expected = await RunAsync(answers);
        var calls = world.Effects.Calls.Count;
        calls.ShouldBeInRange(20, MaxCalls);

        for (var call = 1; call <= calls; call++)
        {
            (await RunAsync(answers, call)).ShouldBe(expected, $"a crash before call {call}");
        }
    }

    [Fact]
    public async Task Crashes_one_after_the_other_lead_to_the_same_end()
    {
        var expected = await RunAsync(answers: true);
        var crashes = Gen.Int[1, 25].Array[3];

        await crashes.HoldsAsync(
            async at => (await RunAsync(answers: true, at)).ShouldBe(expected), iter: 25, threads: 1);
    }

    /// <summary>From the request past the deadline, every message delivered until it is handled.</summary>
    private async Task<string> RunAsync(bool answers, params int[] crashes)
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var left = new Queue<int>(crashes);
        world.Effects.Restart();
        Arm(left);
        while (await DeliverAllAsync(drive, answers) > 0 || left.Count > 0) Arm(left);
        world.Time.Advance(InvestigationRunner.TimeLimit);
        while (await DeliverAllAsync(drive, answers) > 0) Arm(left);
        return await DescribeAsync(drive);
    }

    private void Arm(Queue<int> crashes)
    {
        if (crashes.TryDequeue(out var crash)) world.Effects.CrashAt(crash);
    }

    private async Task<int> DeliverAllAsync(InvestigationDrive drive, bool answers)
    {
        var handled = await drive.BeginAsync();
        if (answers)
            handled += await world.DeliverAsync(Queues.Commands(drive.Cluster.Id), new Agent(world), CoreJson.Default.AgentCommand);
        var messages = new AgentMessageHandler(world.Results, world.Heartbeats, world.OperatorReports);
        handled += await world.DeliverAsync(Queues.Results, messages, CoreJson.Default.AgentMessage);
        var deadline = new DeadlineMessageHandler(
            new InvestigationDeadlineHandler(world.Runner),
            new AttemptDueHandler(world.Attempts),
            new EscalationDueHandler(world.Escalations));
        return handled + await world.DeliverAsync(Queues.Deadlines, deadline, CoreJson.Default.DeadlineMessage);
    }

    private async Task<string> DescribeAsync(InvestigationDrive drive)
    {
        (await drive.ToldAsync()).ShouldBe(1);
        foreach (var queue in (QueueName[])[Queues.Investigations, Queues.Results, Queues.Deadlines])
        {
            (await world.DeadLettersAsync(queue)).ShouldBeEmpty();
        }

        var (now, journal) = (await drive.NowAsync(), await drive.JournalAsync());
        var entries = journal.Select(e => $"{e.Number} {e.Kind} {e.State} {e.Evidence.Count} {e.Failure}");
        var report = JsonSerializer.SerializeToElement(now.Report!.Diagnosis, CoreJson.Default.DiagnosisResult);
        return $"{now.Status} version {now.Version}: {now.Report.Headline} {now.Report.Limitation}\n"
            + string.Join('\n', entries) + "\n" + report.GetRawText();
    }

    /// <summary>The agent: answers every command that it gets.</summary>
    private sealed class Agent(PipelineWorld world) : IMessageHandler<AgentCommand>
    {
        public async Task<HandlerResult> HandleAsync(
            AgentCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
        {
            var result = TinyCluster.Answer(message, world.Time.GetUtcNow());
            var body = JsonSerializer.Serialize(new AgentMessage { Result = result }, CoreJson.Default.AgentMessage);
            await world.Queue.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], cancellationToken);
            return HandlerResult.Handled;
        }
    }
}
