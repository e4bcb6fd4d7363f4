using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Effects without a journal: for one investigation that runs while somebody watches.</summary>
/// <param name="incident">What to explain.</param>
/// <param name="execute">Answers a batch, in the order of the questions.</param>
/// <param name="time">The clock.</param>
public sealed class DirectContext(
    Incident incident,
    Func<IReadOnlyList<Query>, CancellationToken, Task<IReadOnlyList<QueryResult>>> execute,
    TimeProvider time) : IInvestigationContext
{
    private readonly List<Evidence> _evidence = [];
    private ModelAllowance _spent = new(0, 0);

    /// <summary>Calls models; null where none is called.</summary>
    public ModelCaller? Models { get; init; }

    /// <summary>Asks code hosts; none unless set.</summary>
    public ChangeFinder CodeHosts { get; init; } = new(CodeHostSet.None);

    /// <summary>The number of query rounds so far.</summary>
    public int Rounds { get; private set; }

    /// <summary>Every answer so far.</summary>
    public IReadOnlyList<Evidence> Evidence => _evidence;

    /// <inheritdoc/>
    public Task<InvestigationStart> BeginAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new InvestigationStart(incident, time.GetUtcNow(), []));

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => Task.FromResult(time.GetUtcNow());

    /// <inheritdoc/>
    public async Task<QueryAnswer> QueryAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        Rounds++;
        var results = await execute(queries, cancellationToken);
        // The first entry of a journal is the incident, so the first batch is the second entry here too.
        var answers = results.Select((result, index) => new Evidence(EvidenceIds.Of(Rounds + 1, index), result)).ToList();
        _evidence.AddRange(answers);
        return new QueryAnswer(answers, null);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChangeAnswer>> FindChangesAsync(
        IReadOnlyList<ChangeQuestion> questions, CancellationToken cancellationToken) =>
        CodeHosts.FindAsync(questions, incident.ClusterName, cancellationToken);

    /// <inheritdoc/>
    public async Task<ModelAnswer> AskModelAsync(ModelCall call, CancellationToken cancellationToken)
    {
        if (Models is null) return new ModelAnswer(new ModelCallSummary { Stage = call.Stage }, null);
        var answer = await Models.CallAsync(incident.Organisation, call, _spent, cancellationToken);
        _spent = new(_spent.Tokens + answer.Call.Usage.Input + answer.Call.Usage.Output, _spent.Money + answer.Call.Cost);
        return answer;
    }
}
