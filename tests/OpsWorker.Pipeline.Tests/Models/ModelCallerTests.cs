using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Embedded;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>Budgets of calls, over a real store.</summary>
public sealed class ModelCallerTests : IAsyncDisposable
{
    private static readonly ModelPrice s_price = new(Input: 1_000m, Output: 1_000m, CachedInput: 1_000m);
    private static readonly ModelPrice s_cheap = new(Input: 1m, Output: 1m, CachedInput: 1m);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly EmbeddedStore _store;
    private readonly OrganisationId _organisation = new(Identifier.New("org"));

    public ModelCallerTests() => _store = EmbeddedStore.Open(new EmbeddedOptions
    {
        DataFolder = _folder.FullPath,
        Time = _time,
        BaseUrl = () => new Uri("http://localhost:8080"),
    });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_whole_context_is_sent_where_every_budget_allows_it()
    {
        var model = new Model();

        var answer = await CallAsync(
            new ModelBudget { Investigation = new(10_000, 100m), Hour = new(10_000, 100m) }, model.With(s_price));

        answer.Text.ShouldBe("fine");
        answer.Call.Steps.ShouldBeEmpty();
        model.Asked.ShouldBe(["large"]);
    }

    [Fact]
    public async Task A_smaller_context_is_sent_where_the_hour_allows_no_more()
    {
        var model = new Model();

        var answer = await CallAsync(
            new ModelBudget { Investigation = new(10_000, 100m), Hour = new(500, 100m) },
            model.With(s_price));

        answer.Text.ShouldBe("fine");
        answer.Call.Steps.ShouldHaveSingleItem().ShouldEndWith("are more than is left for the hour.");
        model.Asked.ShouldBe(["small"]);
    }

    [Fact]
    public async Task A_cheaper_model_is_called_where_the_first_costs_too_much()
    {
        var (dear, cheap) = (new Model(), new Model());

        var answer = await CallAsync(
            new ModelBudget { Investigation = new(10_000, 0.01m) }, dear.With(s_price), cheap.With(s_cheap, "cheap"));

        answer.Call.Model.ShouldBe("cheap");
        dear.Asked.ShouldBeEmpty();
        cheap.Asked.ShouldBe(["large"]);
    }

    [Fact]
    public async Task Without_any_budget_no_model_is_called()
    {
        var model = new Model();

        var answer = await CallAsync(new ModelBudget { Day = new(0, 0m) }, model.With(s_price));

        (answer.Text, answer.Call.Model).ShouldBe((null, null));
        answer.Call.Steps[^1].ShouldBe("No model; the engine's own text stands.");
        model.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_investigations_own_spending_counts()
    {
        var model = new Model();
        var caller = Caller(new ModelBudget { Investigation = new(3_000, 100m) }, model.With(s_price));

        (await caller.CallAsync(_organisation, Call(), new ModelAllowance(2_900, 0m), Cancel)).Text.ShouldBeNull();
        (await caller.CallAsync(_organisation, Call(), new ModelAllowance(0, 99.9m), Cancel)).Text.ShouldBeNull();

        model.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500, 100, "small")]
    [InlineData(20_000, 0.1, "none")]
    [InlineData(20_000, 100, "large")]
    public async Task The_limit_of_a_rule_holds_within_that_of_the_settings(int tokens, double money, string asked)
    {
        var model = new Model();
        var call = Call() with { Limit = new ModelLimit(tokens, (decimal)money) };

        await Caller(new ModelBudget { Investigation = new(10_000, 100m), Hour = new(10_000, 100m) }, model.With(s_price))
            .CallAsync(_organisation, call, new ModelAllowance(0, 0m), Cancel);

        model.Asked.DefaultIfEmpty("none").ShouldBe([asked]);
    }

    [Fact]
    public async Task A_storm_spends_no_more_than_its_hour_and_the_next_hour_goes_on()
    {
        var model = new Model();
        var budget = new ModelBudget { Hour = new(5_000, 1_000m), Investigation = new(10_000, 1_000m) };
        var caller = Caller(budget, model.With(s_price));

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => caller.CallAsync(_organisation, Call(), new(0, 0), Cancel)));

        answers.Count(a => a.Text is not null).ShouldBeInRange(1, 5_000 / Model.Tokens);
        (await SpentAsync("yyyy-MM-dd'T'HH")).Tokens.ShouldBeLessThanOrEqualTo(5_000);
        (await SpentAsync("yyyy-MM-dd'T'HH")).Tokens.ShouldBe(answers.Sum(a => a.Call.Usage.Input + a.Call.Usage.Output));
        _time.Advance(TimeSpan.FromHours(1));
        (await caller.CallAsync(_organisation, Call(), new(0, 0), Cancel)).Text.ShouldBe("fine");
        (await SpentAsync("yyyy-MM-dd")).Tokens.ShouldBe(
            answers.Sum(a => a.Call.Usage.Input + a.Call.Usage.Output) + Model.Tokens);
    }

    [Fact]
    public async Task A_refused_reservation_leaves_nothing_reserved()
    {
        await CallAsync(new ModelBudget { Hour = new(1, 1m) }, new Model().With(s_price));

        (await SpentAsync("yyyy-MM")).ShouldBe((0, 0m));
        (await SpentAsync("yyyy-MM-dd")).ShouldBe((0, 0m));
    }

    [Fact]
    public async Task A_call_that_never_returned_stays_reserved()
    {
        using var crash = new CancellationTokenSource();
        var model = new Model { Before = crash.Cancel };

        await Should.ThrowAsync<OperationCanceledException>(
            () => Caller(new ModelBudget(), model.With(s_cheap)).CallAsync(_organisation, Call(), new(0, 0), crash.Token));

        (await SpentAsync("yyyy-MM-dd")).Tokens.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(ChatStatus.Refused)]
    [InlineData(ChatStatus.Truncated)]
    public async Task A_refusal_is_not_asked_for_elsewhere(ChatStatus status)
    {
        var (first, second) = (new Model { Status = status }, new Model());

        var answer = await CallAsync(new ModelBudget(), first.With(s_cheap), second.With(s_cheap, "second"));

        answer.Text.ShouldBeNull();
        second.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_cost_of_a_failed_call_counts()
    {
        var (first, second) = (new Model { Status = ChatStatus.Malformed }, new Model());

        var answer = await CallAsync(new ModelBudget(), first.With(s_cheap), second.With(s_cheap, "second"));

        answer.Text.ShouldBe("fine");
        answer.Call.Cost.ShouldBe(2 * Model.Tokens / 1_000_000m);
        (await SpentAsync("yyyy-MM-dd")).Tokens.ShouldBe(2 * Model.Tokens);
    }

    private static ModelCall Call() => new(
        ModelStage.Explain,
        [ChatRequest.Of("", "large" + new string(' ', 4_000), 100), ChatRequest.Of("", "small", 100)],
        UseMemory: false);

    private Task<ModelAnswer> CallAsync(ModelBudget budget, params StageModel[] models) =>
        Caller(budget, models).CallAsync(_organisation, Call(), new(0, 0), Cancel);

    private ModelCaller Caller(ModelBudget budget, params StageModel[] models) => new(
        ModelWorld.Set(budget, (ModelStage.Explain, models)), new SpendLedger(_store.ModelSpend, _time), memory: null, _time);

    private async Task<(long Tokens, decimal Money)> SpentAsync(string format)
    {
        var period = _time.GetUtcNow().ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        var spend = await _store.ModelSpend.GetAsync(_organisation, period, Cancel);
        return (spend?.Tokens ?? 0, spend?.Money ?? 0);
    }

    /// <summary>A model that notes how large the context was.</summary>
    private sealed class Model : IChatModel
    {
        public const int Tokens = 110;

        public ChatStatus Status { get; init; } = ChatStatus.Answered;

        public Action Before { get; init; } = () => { };

        public List<string> Asked { get; } = [];

        private readonly Lock _lock = new();

        public StageModel With(ModelPrice price, string name = "first") => new(name, this, price);

        public Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
        {
            lock (_lock) Asked.Add(request.Turns[0].Text.Trim());
            Before();
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(new ChatOutcome
            {
                Status = Status,
                Text = Status == ChatStatus.Answered ? "fine" : "",
                Usage = new TokenUsage(100, 10),
                Reason = "No.",
            });
        }
    }
}
