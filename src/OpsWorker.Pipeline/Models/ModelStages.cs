using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Looking;

namespace OpsWorker.Pipeline.Models;

/// <summary>
/// The stages of an investigation that call models, after the engine has concluded. Without a model for a stage it is skipped; none adds
/// a cause or raises a confidence.
/// </summary>
public sealed class ModelStages(ModelSet models)
{
    /// <summary>Stages without models: nothing is called and nothing changes.</summary>
    public static readonly ModelStages None = new(ModelSet.None);

    /// <summary>The number of times that an investigation looks further.</summary>
    public const int MaxLooks = 2;

    /// <summary>
    /// Queries to ask where no cause was found, at most <see cref="MaxLooks"/> times; none where there is a cause, or no model for it.
    /// </summary>
    public async Task<IReadOnlyList<Query>> LookFurtherAsync(
        IInvestigationContext context,
        Incident incident,
        DiagnosisResult result,
        IReadOnlyList<Evidence> evidence,
        IList<ModelCallSummary> calls,
        CancellationToken cancellationToken)
    {
        if (result.Verdict != CauseCode.NotFound || calls.Count >= MaxLooks || !Has(ModelStage.LookFurther, incident)) return [];
        var (queries, call) = await FurtherQueries.ProposeAsync(context, incident, result, evidence, cancellationToken);
        calls.Add(call);
        return queries;
    }

    /// <summary>The conclusion as models leave it, and their part; null where none was to be called.</summary>
    /// <param name="context">The world.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="result">The engine's conclusion.</param>
    /// <param name="earlier">The calls that looked further.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<(DiagnosisResult Result, ModelContribution? Contribution)> AdviseAsync(
        IInvestigationContext context,
        Incident incident,
        DiagnosisResult result,
        IReadOnlyList<ModelCallSummary> earlier,
        CancellationToken cancellationToken)
    {
        var run = new StageRun(context, incident.Terms?.Budget, earlier);
        if (result.Causes.Count == 0) return (result, Contribution(run, null, [], []));
        string? choice = null;
        IReadOnlyList<CheckedSentence> doubts = [];
        IReadOnlyList<CheckedSentence> explanation = [];
        if (Has(ModelStage.Choose, incident) && CauseChooser.IsTorn(result))
        {
            (result, choice) = await CauseChooser.ChooseAsync(run, incident, result, cancellationToken);
        }

        if (result.Causes[0].Confidence < models.ExplainBelow)
        {
            if (Has(ModelStage.Critic, incident))
            {
                (result, doubts) = await CauseCritic.CriticiseAsync(run, incident, result, cancellationToken);
            }

            if (Has(ModelStage.Explain, incident))
            {
                (_, explanation) = await run.AskAboutAsync(
                    result.Causes[0], incident, ModelStage.Explain, Prompts.Explain, cancellationToken);
            }
        }

        return (result, Contribution(run, choice, doubts, explanation));
    }

    private static ModelContribution? Contribution(
        StageRun run, string? choice, IReadOnlyList<CheckedSentence> doubts, IReadOnlyList<CheckedSentence> explanation) =>
        run.Calls.Count == 0 ? null : new ModelContribution
        {
            Choice = choice,
            Doubts = doubts,
            Explanation = explanation,
            Dropped = run.Dropped,
            Calls = run.Calls,
        };

    private bool Has(ModelStage stage, Incident incident) =>
        models.Of(stage).Count > 0 && incident.Terms?.Allows(stage) != false;
}
