using OpsWorker.Core.CodeHosts;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Asks the configured code hosts about the changes of roll-outs.</summary>
public sealed class ChangeFinder(CodeHostSet hosts)
{
    /// <summary>True where a host may be asked for a cluster.</summary>
    public bool HasHosts(string? cluster) => hosts.For(cluster).Any();

    /// <summary>The answers, one for each question whose repository is known; questions are asked side by side.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="cluster">The cluster's name; null where none is known.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<ChangeAnswer>> FindAsync(
        IReadOnlyList<ChangeQuestion> questions, string? cluster, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(questions.Select(q => FindAsync(q, cluster, cancellationToken)));
        return [.. answers.OfType<ChangeAnswer>()];
    }

    // An image's name may mean several repositories: the first that has changes answers, else the last failure.
    private async Task<ChangeAnswer?> FindAsync(ChangeQuestion question, string? cluster, CancellationToken cancellationToken)
    {
        ChangeAnswer? answer = null;
        foreach (var host in hosts.For(cluster))
        {
            foreach (var repository in host.RepositoriesOf(question))
            {
                answer = await host.Client.FindChangesAsync(repository, question, cancellationToken);
                if (answer.Changes.Count > 0) return answer;
            }
        }

        return answer;
    }
}
