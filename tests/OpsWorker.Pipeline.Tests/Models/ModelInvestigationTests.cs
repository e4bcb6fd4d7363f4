using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.Investigations;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing.Models;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>Whole investigations with models behind a server.</summary>
public sealed class ModelInvestigationTests(PipelineWorld world, ModelWorld models)
    : IClassFixture<PipelineWorld>, IClassFixture<ModelWorld>
{
    private const string Quote = "registry.example/checkout:v9: not found";
    private const int MaxCalls = 250;

    private static readonly string s_explanation = Replies.Sentences(
        Replies.Sentence("The image registry.example/checkout:v9 is not found.", "e2-1", Quote),
        Replies.Sentence("The redis database is down.", "e2-1", Quote));

    private static readonly string s_criticism = Replies.Criticism(0.1, Replies.Sentence("Only one pod waits.", "e2-9", "never said"));

    [Fact]
    public async Task A_report_has_the_checked_explanation_with_its_price()
    {
        var drive = await RunAsync(Explain(ModelWorld.Plenty), _ => new ModelReply.Answer(Explanation(PodEvidence(_))));

        var report = (await drive.NowAsync()).Report.ShouldNotBeNull();
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        var contribution = report.Models.ShouldNotBeNull();
        contribution.Explanation.ShouldHaveSingleItem().Text.ShouldBe("The image registry.example/checkout:v9 is not found.");
        contribution.Dropped.ShouldBe(1);
        contribution.Calls.ShouldHaveSingleItem().Model.ShouldBe("test/main");
        contribution.Cost.ShouldBe(ModelWorld.Price.Of(contribution.Calls[0].Usage));
        contribution.Cost.ShouldBeGreaterThan(0);
        (await drive.JournalAsync()).Count(e => e.Kind == JournalEntryKind.Model).ShouldBe(1);
    }

    [Fact]
    public async Task The_spending_is_settled_to_what_the_provider_counted()
    {
        var drive = await RunAsync(Explain(ModelWorld.Plenty), request => new ModelReply.Answer(Explanation(PodEvidence(request))));

        var cost = (await drive.NowAsync()).Report!.Models!.Cost;
        foreach (var format in (string[])["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH"])
        {
            var period = world.Time.GetUtcNow().ToString(format, CultureInfo.InvariantCulture);
            var spend = await world.Store.ModelSpend.GetAsync(drive.Organisation, period, CancellationToken.None);
            spend.ShouldNotBeNull().Money.ShouldBe(cost, period);
        }
    }

    [Fact]
    public async Task A_model_that_insists_on_another_cause_changes_no_verdict()
    {
        var drive = await RunAsync(Explain(ModelWorld.Plenty), _ => new ModelReply.Answer(
            """{"choice":"NodeNotReady","confidence":1,"sentences":[{"text":"It is the node.","quotes":[],"links":[]}]}"""));

        var report = (await drive.NowAsync()).Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        report.Models!.Explanation.ShouldBeEmpty();
        report.Models.Dropped.ShouldBe(1);
    }

    [Fact]
    public async Task The_next_model_answers_where_the_first_is_down()
    {
        var set = ModelWorld.Set(ModelWorld.Plenty, (ModelStage.Explain, [models.Model("down"), models.Model("main")]));

        var drive = await RunAsync(set, request => request.Model == "down"
            ? new ModelReply.Error(503, "overloaded")
            : new ModelReply.Answer(Explanation(PodEvidence(request))));

        var call = (await drive.NowAsync()).Report!.Models!.Calls.ShouldHaveSingleItem();
        call.Model.ShouldBe("test/main");
        call.Steps.ShouldBe(["test answered with status 503: overloaded"]);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    public async Task Where_all_are_down_the_engine_stands(int status)
    {
        var drive = await RunAsync(Explain(ModelWorld.Plenty), _ => new ModelReply.Error(status, "no"));

        var report = (await drive.NowAsync()).Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        report.Models!.Explanation.ShouldBeEmpty();
        report.Models.Calls.ShouldHaveSingleItem().Steps[^1].ShouldBe("No model; the engine's own text stands.");
    }

    private static readonly Dictionary<string, ModelReply> s_failures = new()
    {
        ["refusal"] = new ModelReply.Refusal(),
        ["truncated"] = new ModelReply.Truncated("{\"sentences\":[{\"te"),
        ["another form"] = new ModelReply.Body("<html>"),
        ["cut"] = new ModelReply.Cut(),
        ["prose"] = new ModelReply.Answer("I would rather write prose."),
        ["tool"] = new ModelReply.CallTool("delete_namespace", "{}"),
        ["malformed tool call"] = new ModelReply.MalformedToolCall(),
    };

    public static TheoryData<string> Failures() => [.. s_failures.Keys];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_a_model_does_wrong_the_report_is_the_engines(string failure)
    {
        var drive = await RunAsync(Explain(ModelWorld.Plenty), _ => s_failures[failure]);

        var ended = await drive.NowAsync();
        ended.Status.ShouldBe(InvestigationStatus.Completed);
        ended.Report!.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        ended.Report.Models!.Explanation.ShouldBeEmpty();
        ended.Report.Models.Calls.ShouldHaveSingleItem().Steps.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_budget_that_ends_in_the_middle_leaves_the_later_stage_out()
    {
        // Without any budget the report says how many tokens the first call needs.
        var refused = (await CriticiseAndExplainAsync(tokens: 1))[0].Steps[0];

        var calls = await CriticiseAndExplainAsync(tokens: int.Parse(refused.Split(' ')[1], CultureInfo.InvariantCulture));

        calls.Select(c => (c.Stage, c.Model)).ShouldBe([(ModelStage.Critic, "test/main"), (ModelStage.Explain, null)]);
        calls[1].Steps[0].ShouldEndWith("are more than is left for the investigation.");
        calls[1].Steps[^1].ShouldBe("No model; the engine's own text stands.");
    }

    private async Task<IReadOnlyList<ModelCallSummary>> CriticiseAndExplainAsync(long tokens)
    {
        var set = ModelWorld.Set(
            ModelWorld.Plenty with { Investigation = new ModelAllowance(tokens, 1_000m) },
            (ModelStage.Critic, [models.Model("main")]),
            (ModelStage.Explain, [models.Model("main")]));
        var drive = await RunAsync(set, _ => new ModelReply.Answer(s_criticism));
        return (await drive.NowAsync()).Report!.Models!.Calls;
    }

    [Fact]
    public async Task The_same_shape_is_answered_from_memory_and_checked_again()
    {
        models.Server.Script = request => new ModelReply.Answer(Replies.Sentences(
            Replies.Sentence("The image registry.example/checkout:v9 is not found.", PodEvidence(request), Quote)));
        var runner = world.RunnerOf(new BrokenImageDetector(), models: Explain(ModelWorld.Plenty));
        var first = await FinishAsync(await InvestigationDrive.StartAsync(world), runner);
        var asked = models.Server.Requests.Count;

        var again = await InvestigateAgainAsync(first, runner);

        models.Server.Requests.Count.ShouldBe(asked);
        again.Calls.ShouldHaveSingleItem().FromMemory.ShouldBeTrue();
        again.Cost.ShouldBe(0);
        again.Explanation.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_remembered_answer_that_no_longer_holds_is_not_shown_and_asked_for_anew()
    {
        models.Server.Script = _ => new ModelReply.Answer(Replies.Sentences(
            Replies.Sentence("The image is not found.", "e2-1", "a quotation of another day")));
        var runner = world.RunnerOf(new BrokenImageDetector(), models: Explain(ModelWorld.Plenty));
        var first = await FinishAsync(await InvestigationDrive.StartAsync(world), runner);

        var again = await InvestigateAgainAsync(first, runner);

        again.Calls.Select(c => c.FromMemory).ShouldBe([true, false]);
        again.Explanation.ShouldBeEmpty();
    }

    /// <summary>Investigates the same incident in another investigation, with a journal of its own.</summary>
    private async Task<ModelContribution> InvestigateAgainAsync(InvestigationDrive first, InvestigationRunner runner)
    {
        var ended = await first.NowAsync();
        var again = ended with
        {
            Id = Investigation.IdOf(ended.IncidentId, 2),
            Status = InvestigationStatus.Queued,
            Report = null,
            Version = 1,
        };
        (await world.Store.Investigations.TryCreateAsync(again, CancellationToken.None)).ShouldBeTrue();
        await AnswerAllAsync(first, runner, again.Id);
        return (await world.Store.Investigations.GetAsync(first.Organisation, again.Id, CancellationToken.None))!.Report!.Models!;
    }

    [Fact]
    public async Task A_crash_before_any_call_of_a_port_leads_to_a_report_and_no_question_is_paid_for_twice()
    {
        var set = ModelWorld.Set(
            ModelWorld.Plenty,
            (ModelStage.Critic, [models.Model("main", world.Effects)]),
            (ModelStage.Explain, [models.Model("main", world.Effects)]));
        models.Server.Script = request => new ModelReply.Answer(s_criticism);
        var runner = world.RunnerOf(new BrokenImageDetector(), models: set);
        var (verdict, calls) = await CrashAsync(runner, crash: null);
        verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        calls.ShouldBeInRange(30, MaxCalls);

        for (var call = 1; call <= calls; call++)
        {
            (await CrashAsync(runner, call)).Verdict.ShouldBe(CauseCode.ImageReferenceInvalid, $"a crash before call {call}");
        }
    }

    private async Task<(CauseCode? Verdict, int Calls)> CrashAsync(InvestigationRunner runner, int? crash)
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var before = models.Server.Requests.Count;
        world.Effects.Restart();
        if (crash is { } at) world.Effects.CrashAt(at);
        while (await DeliverAsync(drive, runner) > 0)
        {
        }

        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(InvestigationRunner.TimeLimit);
            while (await DeliverAsync(drive, runner) > 0)
            {
            }
        }

        var asked = models.Server.Requests.Skip(before).Select(r => r.Instructions + r.Text).ToList();
        asked.Distinct().Count().ShouldBe(asked.Count, $"a crash before call {crash}");
        var calls = world.Effects.Calls.Count;
        var ended = await drive.NowAsync();
        ended.Status.ShouldBe(InvestigationStatus.Completed, $"a crash before call {crash}: {ended.Failure}");
        return (ended.Report?.Diagnosis.Verdict, calls);
    }

    private async Task<int> DeliverAsync(InvestigationDrive drive, InvestigationRunner runner)
    {
        var handled = await drive.BeginAsync(runner);
        foreach (var command in await drive.CommandsAsync())
        {
            var result = TinyCluster.Answer(command, world.Time.GetUtcNow());
            var body = System.Text.Json.JsonSerializer.Serialize(new AgentMessage { Result = result }, CoreJson.Default.AgentMessage);
            await world.Store.Queue.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], CancellationToken.None);
            handled++;
        }

        var results = new AgentMessageHandler(world.ResultsOf(runner), world.Heartbeats, world.OperatorReports);
        handled += await world.DeliverAsync(Queues.Results, results, CoreJson.Default.AgentMessage);
        var deadline = new DeadlineMessageHandler(
            new InvestigationDeadlineHandler(runner),
            new AttemptDueHandler(world.Attempts),
            new EscalationDueHandler(world.Escalations));
        return handled + await world.DeliverAsync(Queues.Deadlines, deadline, CoreJson.Default.DeadlineMessage);
    }

    private ModelSet Explain(ModelBudget budget) => ModelWorld.Set(budget, (ModelStage.Explain, [models.Model("main")]));

    private async Task<InvestigationDrive> RunAsync(ModelSet set, Func<ModelRequest, ModelReply> script)
    {
        models.Server.Script = script;
        return await FinishAsync(
            await InvestigationDrive.StartAsync(world), world.RunnerOf(new BrokenImageDetector(), models: set));
    }

    private async Task<InvestigationDrive> FinishAsync(InvestigationDrive drive, InvestigationRunner runner)
    {
        await drive.BeginAsync(runner);
        await AnswerAllAsync(drive, runner, drive.Id);
        return drive;
    }

    private async Task AnswerAllAsync(InvestigationDrive drive, InvestigationRunner runner, string id)
    {
        await runner.RunAsync(drive.Organisation, id, 1, CancellationToken.None);
        while (await drive.CommandsAsync() is { Count: > 0 } commands)
        {
            foreach (var command in commands)
            {
                await world.ResultsOf(runner).HandleAsync(
                    TinyCluster.Answer(command, world.Time.GetUtcNow()), Deliveries.First(Queues.Results), CancellationToken.None);
            }
        }
    }

    /// <summary>The id of the evidence that the request quotes the pod's message from.</summary>
    private static string PodEvidence(ModelRequest request)
    {
        var line = request.Text.Split('\n').First(l => l.StartsWith('[') && l.Contains(Quote, StringComparison.Ordinal));
        return line[1..line.IndexOf(']', StringComparison.Ordinal)];
    }

    private static string Explanation(string evidence) => s_explanation.Replace("e2-1", evidence, StringComparison.Ordinal);
}
