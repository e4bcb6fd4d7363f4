using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Models;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>The effect of models' answers on a conclusion.</summary>
public sealed class ModelStagesTests
{
    private const string Second = "The Secret payments-db is not found.";

    [Fact]
    public async Task Without_a_model_nothing_is_asked_and_nothing_changes()
    {
        var context = new ScriptedContext(_ => throw new InvalidOperationException("Nobody asks."));

        var (result, contribution) = await ModelStages.None.AdviseAsync(
            context, Torn.Incident, Torn.Result, [], TestContext.Current.CancellationToken);

        result.ShouldBeSameAs(Torn.Result);
        contribution.ShouldBeNull();
    }

    [Fact]
    public async Task Two_equal_choices_in_opposite_order_put_the_cause_first()
    {
        var (result, contribution, context) = await AdviseAsync(ChooseSecret, ModelStage.Choose);

        result.Verdict.ShouldBe(CauseCode.SecretMissing);
        result.Causes.Select(c => (c.Finding.Cause, c.Confidence))
            .ShouldBe([(CauseCode.SecretMissing, 0.4), (CauseCode.ImageReferenceInvalid, 0.4)]);
        context.Calls.Count.ShouldBe(2);
        contribution.ShouldNotBeNull().Choice.ShouldBe($"SecretMissing of {Torn.Secret.Object} was chosen.");
    }

    [Fact]
    public async Task A_rule_names_the_stages_that_may_call_a_model_and_their_budget()
    {
        var terms = new InvestigationTerms { Models = [ModelStage.Explain], Budget = new ModelLimit(Tokens: 500) };
        var context = new ScriptedContext(_ => null);
        ModelStage[] stages = [ModelStage.Choose, ModelStage.Critic, ModelStage.Explain];

        await AdviseAsync(context, Torn.Result, Torn.Incident with { Terms = terms }, stages);

        context.Calls.Select(call => (call.Stage, call.Limit)).ShouldBe([(ModelStage.Explain, terms.Budget)]);
    }

    [Fact]
    public async Task A_choice_by_position_does_not_count()
    {
        var (result, _, context) = await AdviseAsync(
            _ => Replies.Choice("c2", Replies.Sentence(Second, "e2-2", Torn.SecretMessage)), ModelStage.Choose);

        result.Causes.ShouldBe(Torn.Result.Causes);
        context.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("c3")]
    [InlineData("NodeNotReady")]
    public async Task A_choice_that_was_not_offered_changes_nothing(string choice)
    {
        var (result, _, context) = await AdviseAsync(
            _ => Replies.Choice(choice, Replies.Sentence(Second, "e2-2", Torn.SecretMessage)), ModelStage.Choose);

        result.ShouldBeSameAs(Torn.Result);
        context.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_choice_without_evidence_does_not_count()
    {
        var (result, _, _) = await AdviseAsync(
            call => Replies.Choice(IdOfSecret(call), Replies.Sentence(Second, "e2-2", "a fabricated quotation")), ModelStage.Choose);

        result.ShouldBeSameAs(Torn.Result);
    }

    [Fact]
    public async Task A_cause_of_a_higher_layer_is_no_candidate()
    {
        var dependency = Torn.Secret with { Cause = CauseCode.DependencyUnavailable };
        var torn = Torn.Result with { Causes = [Torn.Result.Causes[0], Torn.Result.Causes[1] with { Finding = dependency }] };

        var (result, _, context) = await AdviseAsync(ChooseSecret, torn, ModelStage.Choose);

        result.ShouldBeSameAs(torn);
        context.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clear_lead_is_not_discussed()
    {
        var clear = Torn.Result with { Causes = [Torn.Result.Causes[0] with { Confidence = 0.9 }, Torn.Result.Causes[1]] };

        (await AdviseAsync(ChooseSecret, clear, ModelStage.Choose)).Context.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_question_of_a_choice_stays_small()
    {
        var many = Enumerable.Range(0, 40).Select(i => Torn.Secret.Citations[0] with { Quote = new string('x', 2_000) + i }).ToList();
        var cause = Torn.Result.Causes[0] with { Finding = Torn.Image with { Citations = many, Summary = new string('y', 5_000) } };
        var other = cause with { Finding = cause.Finding with { Cause = Torn.Secret.Cause } };
        var torn = Torn.Result with { Causes = [cause, other] };

        var (_, _, context) = await AdviseAsync(_ => null, torn, ModelStage.Choose);

        var estimate = TokenEstimate.Of(context.Calls.ShouldHaveSingleItem().Requests[0]);
        (2 * (estimate.Input + estimate.Output)).ShouldBeLessThanOrEqualTo(4_000);
    }

    [Fact]
    public async Task Sentences_that_fail_are_dropped_and_counted()
    {
        var (result, contribution, _) = await AdviseAsync(
            _ => Replies.Sentences(
                Replies.Sentence("The image is not found.", "e2-1", Torn.PullMessage),
                Replies.Sentence("The redis database is down.", "e2-1", Torn.PullMessage),
                Replies.Sentence("The image is not found.", "e2-1", "an invented message"),
                Replies.Sentence("The image is not found because checkout was changed.", "e2-1", Torn.PullMessage, "c2>c1"),
                Replies.Sentence("Checkout failed 99 times.", "e2-1", Torn.PullMessage)),
            ModelStage.Explain);

        result.ShouldBeSameAs(Torn.Result);
        contribution.ShouldNotBeNull().Explanation.ShouldHaveSingleItem().Text.ShouldBe("The image is not found.");
        contribution.Dropped.ShouldBe(4);
    }

    [Fact]
    public async Task At_most_five_sentences_are_shown()
    {
        var sentences = Enumerable.Range(0, 9).Select(i => Replies.Sentence(
            "The image is not found" + new string('!', i), "e2-1", Torn.PullMessage));

        var (_, contribution, _) = await AdviseAsync(_ => Replies.Sentences([.. sentences]), ModelStage.Explain);

        contribution.ShouldNotBeNull().Explanation.Count.ShouldBe(5);
        contribution.Dropped.ShouldBe(4);
    }

    [Fact]
    public async Task A_sure_cause_is_not_explained()
    {
        var sure = Torn.Result with { Causes = [Torn.Result.Causes[0] with { Confidence = 0.95 }] };

        var (result, contribution, context) = await AdviseAsync(
            _ => throw new InvalidOperationException("Nobody asks."), sure, ModelStage.Explain, ModelStage.Critic, ModelStage.Choose);

        result.ShouldBeSameAs(sure);
        contribution.ShouldBeNull();
        context.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.0, 0.3)]
    [InlineData(-7, 0.3)]
    [InlineData(0.99, 0.6)]
    [InlineData(double.MaxValue, 0.6)]
    public async Task The_critic_may_only_lower_and_to_half_at_most(double asked, double left)
    {
        var (result, _, _) = await AdviseAsync(
            _ => Replies.Criticism(asked, Replies.Sentence("The pod checkout-1 has an image.", "e2-1", Torn.PullMessage)),
            ModelStage.Critic);

        result.Causes[0].Confidence.ShouldBe(left);
        result.Causes.Select(c => c.Finding.Cause).ShouldBe([CauseCode.ImageReferenceInvalid, CauseCode.SecretMissing]);
        result.Causes[1].Confidence.ShouldBeLessThanOrEqualTo(left);
    }

    [Fact]
    public async Task A_critic_without_evidence_lowers_nothing()
    {
        var (result, contribution, _) = await AdviseAsync(
            _ => Replies.Criticism(0.1, Replies.Sentence("It is the network.", "e2-1", "connection reset")), ModelStage.Critic);

        result.ShouldBeSameAs(Torn.Result);
        contribution.ShouldNotBeNull().Doubts.ShouldBeEmpty();
        contribution.Dropped.ShouldBe(1);
    }

    [Theory]
    [InlineData(ModelStage.Choose)]
    [InlineData(ModelStage.Critic)]
    [InlineData(ModelStage.Explain)]
    public async Task A_remembered_answer_that_does_not_hold_is_asked_for_anew(ModelStage stage)
    {
        string?[] remembered =
        [
            "I cannot help with that.", Replies.Choice("c2", Replies.Sentence(Second, "e2-2", "a quotation of another day")),
        ];
        foreach (var text in remembered)
        {
            var anew = Replies.Choice("none", Replies.Sentence("The image is not found.", "e2-1", Torn.PullMessage));
            var context = new ScriptedContext(call => call.UseMemory ? text : anew, hasMemory: true);

            var (_, contribution) = await AdviseAsync(context, Torn.Result, Torn.Incident, stage);

            context.Calls[..2].Select(call => call.UseMemory).ShouldBe([true, false]);
            contribution.ShouldNotBeNull().Dropped.ShouldBe(0);
        }
    }

    private static string ChooseSecret(ModelCall call) =>
        Replies.Choice(IdOfSecret(call), Replies.Sentence(Second, "e2-2", Torn.SecretMessage));

    private static string IdOfSecret(ModelCall call) =>
        call.Requests[0].Turns[0].Text.Contains("c1 (cause): SecretMissing", StringComparison.Ordinal) ? "c1" : "c2";

    private static Task<(DiagnosisResult Result, ModelContribution? Contribution, ScriptedContext Context)> AdviseAsync(
        Func<ModelCall, string?> script, params ModelStage[] stages) => AdviseAsync(script, Torn.Result, stages);

    private static async Task<(DiagnosisResult Result, ModelContribution? Contribution, ScriptedContext Context)> AdviseAsync(
        Func<ModelCall, string?> script, DiagnosisResult torn, params ModelStage[] stages)
    {
        var context = new ScriptedContext(script);
        var (result, contribution) = await AdviseAsync(context, torn, Torn.Incident, stages);
        return (result, contribution, context);
    }

    private static Task<(DiagnosisResult Result, ModelContribution? Contribution)> AdviseAsync(
        ScriptedContext context, DiagnosisResult torn, Incident incident, params ModelStage[] stages)
    {
        var model = new StageModel("test/model", new UnusedModel(), new ModelPrice(0, 0, 0));
        var models = new ModelSet { Stages = stages.ToDictionary(s => s, _ => (IReadOnlyList<StageModel>)[model]) };
        return new ModelStages(models).AdviseAsync(context, incident, torn, [], TestContext.Current.CancellationToken);
    }

    private sealed class UnusedModel : IChatModel
    {
        public Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The context answers.");
    }
}
