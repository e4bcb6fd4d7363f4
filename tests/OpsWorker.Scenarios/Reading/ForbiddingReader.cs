using OpsWorker.Core.Queries;

namespace OpsWorker.Scenarios.Reading;

/// <summary>Refuses to list or read some resources, as the API server refuses an agent that lacks the permission.</summary>
internal sealed class ForbiddingReader(IQueryReader inner, IReadOnlySet<string> forbidden) : IQueryReader
{
    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        var resource = query.Verb == QueryVerb.Logs ? "pods/log" : query.Resource ?? "";
        var answer = await inner.ReadAsync(query, cancellationToken);
        if (query.Verb is not (QueryVerb.List or QueryVerb.Get or QueryVerb.Logs) || !forbidden.Contains(resource)) return answer;
        return answer with
        {
            Outcome = QueryOutcome.Error,
            Content = "",
            Error = $"{resource} is forbidden: User \"system:serviceaccount:opsworker:agent\" cannot list resource \"{resource}\" "
                + $"in API group \"\" in the namespace \"{query.Namespace}\"",
        };
    }
}
