using OpsWorker.Core.Queries;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>The same cluster under other names: what is asked for by the new ones is answered with them.</summary>
internal sealed class RenamedReader(IQueryReader inner, Renaming renaming) : IQueryReader
{
    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        var answer = await inner.ReadAsync(
            query with
            {
                Namespace = Restore(query.Namespace),
                Name = Restore(query.Name),
                Container = Restore(query.Container),
                LabelSelector = Restore(query.LabelSelector),
                FieldSelector = Restore(query.FieldSelector),
                Target = Restore(query.Target),
            },
            cancellationToken);
        return answer with { Content = renaming.Rename(answer.Content) };
    }

    private string? Restore(string? text) => text is null ? null : renaming.Restore(text);
}
