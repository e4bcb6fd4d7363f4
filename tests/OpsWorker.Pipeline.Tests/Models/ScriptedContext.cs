using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>An investigation whose calls to models are answered by a script.</summary>
internal sealed class ScriptedContext(Func<ModelCall, string?> script, bool hasMemory = false) : IInvestigationContext
{
    public List<ModelCall> Calls { get; } = [];

    public Task<InvestigationStart> BeginAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<QueryAnswer> QueryAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ChangeAnswer>> FindChangesAsync(
        IReadOnlyList<ChangeQuestion> questions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ModelAnswer> AskModelAsync(ModelCall call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        var summary = new ModelCallSummary { Stage = call.Stage, Model = "test/model", FromMemory = hasMemory && call.UseMemory };
        return Task.FromResult(new ModelAnswer(summary, script(call)));
    }
}
