using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>The answer to a batch of queries.</summary>
/// <param name="Evidence">The answers, in the order of the questions; empty where the cluster did not answer.</param>
/// <param name="Failure">Why it did not; null where it did.</param>
public sealed record QueryAnswer(IReadOnlyList<Evidence> Evidence, string? Failure);

/// <summary>The input of an investigation.</summary>
/// <param name="Incident">The incident to explain, as it stood then.</param>
/// <param name="At">The time of the start.</param>
/// <param name="Earlier">The outcomes of the earlier attempts, oldest first.</param>
public sealed record InvestigationStart(Incident Incident, DateTimeOffset At, IReadOnlyList<EarlierAttempt> Earlier);

/// <summary>
/// The world as an investigation sees it. Every effect goes through here, so that the same code gives the same
/// result when it is run again: journaled in the pipeline, direct on the command line.
/// </summary>
public interface IInvestigationContext
{
    /// <summary>The investigated incident and the time of the start; the same at every repetition.</summary>
    Task<InvestigationStart> BeginAsync(CancellationToken cancellationToken);

    /// <summary>The time; the same at every repetition of this call.</summary>
    Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);

    /// <summary>Asks the cluster: one round trip, whatever the number of questions.</summary>
    Task<QueryAnswer> QueryAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken);

    /// <summary>Asks the code hosts that are configured; no answers where none is.</summary>
    Task<IReadOnlyList<ChangeAnswer>> FindChangesAsync(IReadOnlyList<ChangeQuestion> questions, CancellationToken cancellationToken);

    /// <summary>Calls a model; a missing answer is an answer without text.</summary>
    Task<ModelAnswer> AskModelAsync(ModelCall call, CancellationToken cancellationToken);
}
