using OpsWorker.Core.Queries;

namespace OpsWorker.AgentRuntime.Tests.Commands;

internal sealed class ScriptedReader(Func<Query, CancellationToken, Task<QueryResult>> answer) : IQueryReader
{
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) => answer(query, cancellationToken);
}
