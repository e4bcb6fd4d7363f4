using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;

namespace OpsWorker.Pipeline.Models.Calls;

/// <summary>
/// Makes a call within the budgets. Where one does not allow it, or a provider fails, the call takes a step down: a smaller context, the
/// next model, no model. Each step is recorded with its reason.
/// </summary>
/// <param name="models">The models and budgets.</param>
/// <param name="ledger">The budgets of organisations; null where only the investigation's own is kept.</param>
/// <param name="memory">Earlier answers; null to use none.</param>
/// <param name="time">The clock.</param>
public sealed class ModelCaller(ModelSet models, SpendLedger? ledger, ModelMemory? memory, TimeProvider time)
{
    /// <summary>The time limit of a call, over all models that it tries.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Makes the call. A missing answer is an answer without text, never an exception.</summary>
    /// <param name="organisation">The organisation that pays.</param>
    /// <param name="call">The call.</param>
    /// <param name="spent">The amount that the investigation has spent before.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ModelAnswer> CallAsync(
        OrganisationId organisation, ModelCall call, ModelAllowance spent, CancellationToken cancellationToken)
    {
        if (call.UseMemory && memory is not null && await memory.FindAsync(organisation, call, cancellationToken) is { } known)
        {
            return new ModelAnswer(new ModelCallSummary { Stage = call.Stage, FromMemory = true }, known);
        }

        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var run = new Run(organisation, call, spent);
        foreach (var model in models.Of(call.Stage))
        {
            if (limit.IsCancellationRequested) break;
            if (await ReserveAsync(run, model, cancellationToken) is not var (request, reservation)) continue;
            var outcome = await CompleteAsync(model, request, either.Token, cancellationToken);
            await SettleAsync(run, model, reservation, outcome.Usage, cancellationToken);
            if (outcome.Status == ChatStatus.Answered)
            {
                if (memory is not null) await memory.StoreAsync(organisation, call, outcome.Text, cancellationToken);
                return run.Answer(outcome.Text);
            }

            if (outcome.Status == ChatStatus.ToolsCalled && request.Tools.Count > 0)
            {
                return run.Answer(null) with { ToolCalls = outcome.ToolCalls };
            }

            run.Steps.Add(outcome.Reason ?? $"{model.Name} called a tool that it was not given.");

            // Whoever declines, or writes too much, does so anywhere.
            if (outcome.Status is ChatStatus.Refused or ChatStatus.Truncated) break;
        }

        run.Steps.Add("No model; the engine's own text stands.");
        return run.Answer(null);
    }

    private static async Task<ChatOutcome> CompleteAsync(
        StageModel model, ChatRequest request, CancellationToken limited, CancellationToken cancellationToken)
    {
        try
        {
            return await model.Client.CompleteAsync(request, limited);
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ChatOutcome.Failed(ChatStatus.Unavailable, $"{model.Name} did not answer in time.");
        }
    }

    /// <summary>The largest request that every budget allows, with its reservation; null where none is allowed.</summary>
    private async Task<(ChatRequest Request, Reservation? Reservation)?> ReserveAsync(
        Run run, StageModel model, CancellationToken cancellationToken)
    {
        var limit = run.Call.Limit?.Within(models.Budget.Investigation) ?? models.Budget.Investigation;
        foreach (var request in run.Call.Requests)
        {
            var estimate = TokenEstimate.Of(request);
            var amount = new ModelAllowance(estimate.Input + estimate.Output, model.Price.Of(estimate));
            var exhausted = run.Fits(amount, limit) ? null : "investigation";
            Reservation? reservation = null;
            if (exhausted is null && ledger is not null)
            {
                (reservation, exhausted) = await ledger.TryReserveAsync(run.Organisation, models.Budget, amount, cancellationToken);
            }

            if (exhausted is null) return (request, reservation);
            run.Steps.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Name}: {amount.Tokens} tokens for at most ${amount.Money:0.####} are more than is left for the {exhausted}."));
        }

        return null;
    }

    private async Task SettleAsync(
        Run run, StageModel model, Reservation? reservation, TokenUsage usage, CancellationToken cancellationToken)
    {
        var cost = model.Price.Of(usage);
        run.Add(model, usage, cost);
        if (reservation is not null && ledger is not null)
        {
            await ledger.SettleAsync(
                run.Organisation, reservation, new ModelAllowance(usage.Input + usage.Output, cost), cancellationToken);
        }
    }

    /// <summary>The state of one call.</summary>
    private sealed class Run(OrganisationId organisation, ModelCall call, ModelAllowance spent)
    {
        private TokenUsage _usage = TokenUsage.None;
        private decimal _cost;
        private string? _model;

        public OrganisationId Organisation => organisation;

        public ModelCall Call => call;

        public List<string> Steps { get; } = [];

        public bool Fits(ModelAllowance amount, ModelAllowance limit) =>
            spent.Tokens + _usage.Input + _usage.Output + amount.Tokens <= limit.Tokens
            && spent.Money + _cost + amount.Money <= limit.Money;

        public void Add(StageModel model, TokenUsage usage, decimal cost)
        {
            _model = model.Name;
            _cost += cost;
            _usage = new TokenUsage(
                _usage.Input + usage.Input, _usage.Output + usage.Output, _usage.CachedInput + usage.CachedInput);
        }

        public ModelAnswer Answer(string? text) => new(
            new ModelCallSummary { Stage = call.Stage, Model = _model, Usage = _usage, Cost = _cost, Steps = [.. Steps] }, text);
    }
}
