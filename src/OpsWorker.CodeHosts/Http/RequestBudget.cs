namespace OpsWorker.CodeHosts.Http;

/// <summary>The requests that one search may still make.</summary>
internal sealed class RequestBudget(int max)
{
    private int _made;

    /// <exception cref="CodeHostException">None is left.</exception>
    public void Spend(string host)
    {
        if (++_made > max) throw new CodeHostException($"The search ended after {max} requests to {host}.");
    }
}
