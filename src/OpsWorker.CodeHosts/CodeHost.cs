using System.Globalization;
using OpsWorker.CodeHosts.Http;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts;

/// <summary>
/// Searches a repository for the changes of a roll-out: between the versions, else between the commits of two deployments, else by time.
/// </summary>
internal sealed class CodeHost(IHostApi api, string environment, TimeProvider time) : ICodeHost
{
    private const int MaxRequests = 45;

    /// <inheritdoc/>
    public async Task<ChangeAnswer> FindChangesAsync(string repository, ChangeQuestion question, CancellationToken cancellationToken)
    {
        var search = new ChangeSearch(api, repository, environment, question, new RequestBudget(MaxRequests));
        var failure = await RunAsync(search.RunAsync, cancellationToken);
        return search.Answer with { Failure = failure ?? search.Answer.Failure };
    }

    /// <inheritdoc/>
    public async Task<string?> TestAsync(string repository, CancellationToken cancellationToken)
    {
        string? name = null;
        var failure = await RunAsync(
            async cancel => name = await api.NameAsync(new RequestBudget(MaxRequests), repository, cancel), cancellationToken);
        return failure ?? (name is null ? NoRepository(api.Endpoint, repository) : null);
    }

    /// <summary>The sentence for a repository that a host does not have, or does not show.</summary>
    internal static string NoRepository(HostEndpoint endpoint, string repository) =>
        $"{endpoint.Name} has no repository {repository}, or the token in {endpoint.TokenName} may not read it.";

    // The reason for a failure, or null.
    private async Task<string?> RunAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(api.Endpoint.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await read(either.Token);
            return null;
        }
        catch (CodeHostException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"{api.Endpoint.Name} did not answer within {api.Endpoint.Timeout.TotalSeconds:0} seconds.");
        }
    }
}
