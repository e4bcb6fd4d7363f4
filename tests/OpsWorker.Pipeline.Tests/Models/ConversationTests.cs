using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models.Asking;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>Questions to a model that reads evidence by the tool.</summary>
public sealed class ConversationTests
{
    private const string Line = "back-off pulling the image";

    [Fact]
    public async Task The_last_round_has_neither_tools_nor_calls_of_them_and_every_line_that_was_read()
    {
        var model = new EagerReader();

        var answer = await AskAsync(model);

        answer.Calls.Count.ShouldBe(4);
        var last = model.Requests[^1];
        last.Tools.ShouldBeEmpty();
        last.Turns.ShouldHaveSingleItem().Text.ShouldContain(Line);
        answer.Sentences.ShouldHaveSingleItem().Quotes.ShouldHaveSingleItem().Text.ShouldBe(Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("{\"contains\":\"image\"}")]
    public async Task Arguments_that_are_none_are_answered_with_the_expected_ones(string arguments)
    {
        var model = new EagerReader { Arguments = arguments };

        await AskAsync(model);

        var result = model.Requests[1].Turns[^1].ToolResults.ShouldHaveSingleItem();
        result.IsError.ShouldBeTrue();
        result.Content.ShouldStartWith("Expected:");
    }

    private static Task<AskedAnswer> AskAsync(EagerReader reader)
    {
        var model = new StageModel("test/reader", reader, new ModelPrice(0, 0, 0));
        var models = ModelWorld.Set(ModelWorld.Plenty, (ModelStage.Ask, [model]));
        var report = new Report
        {
            InvestigationId = "inv_1",
            IncidentId = Torn.Incident.Id,
            Headline = Torn.Image.Summary,
            Diagnosis = Torn.Result,
            Evidence = [],
            StartedAt = Torn.Incident.StartsAt,
            CompletedAt = Torn.Incident.StartsAt,
        };
        var result = new QueryResult
        {
            Query = new Query { Verb = QueryVerb.Logs, Resource = "pods", Namespace = "shop", Name = "checkout-1" },
            Outcome = QueryOutcome.Success,
            Content = $"starting\n{Line}",
            CollectedAt = Torn.Incident.StartsAt,
        };
        var caller = new ModelCaller(models, ledger: null, memory: null, TimeProvider.System);
        return new Conversation(caller).AskAsync(
            Torn.Incident, report, [new Evidence("e7-1", result)], "Why?", TestContext.Current.CancellationToken);
    }

    /// <summary>A model that reads as long as it has a tool, and then quotes.</summary>
    private sealed class EagerReader : IChatModel
    {
        public List<ChatRequest> Requests { get; } = [];

        public string Arguments { get; init; } = "{\"id\":\"e7-1\",\"contains\":\"image\"}";

        public Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(request.Tools is [var tool]
                ? new ChatOutcome { Status = ChatStatus.ToolsCalled, ToolCalls = [new ToolCall("call_1", tool.Name, Arguments)] }
                : new ChatOutcome
                {
                    Status = ChatStatus.Answered,
                    Text = Replies.Sentences(Replies.Sentence("The image is pulled again and again.", "e7-1", Line)),
                });
        }
    }
}
