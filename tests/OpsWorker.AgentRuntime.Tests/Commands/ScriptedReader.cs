using OpsWorker.Core.Queries;

namespace OpsWorker.AgentRuntime.Tests.Commands;

/// <summary>A reader that answers as a test says.</summary>
internal sealed class ScriptedReader(Func<Query, CancellationToken, Task<QueryResult>> answer) : IQueryReader
{
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) => answer(query, cancellationToken);
}
