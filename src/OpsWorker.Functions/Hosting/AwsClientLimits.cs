using Amazon.Runtime;

namespace OpsWorker.Functions.Hosting;

/// <summary>Time limits of calls of an AWS service. The SDK's own are minutes, which only background work has.</summary>
/// <param name="MaxErrorRetry">The number of attempts after the first.</param>
/// <param name="Timeout">The limit of one attempt.</param>
/// <param name="ConnectTimeout">The limit of opening a connection.</param>
internal sealed record AwsClientLimits(int MaxErrorRetry, TimeSpan Timeout, TimeSpan ConnectTimeout)
{
    /// <summary>For functions that a client waits for: all attempts of a call end before the shortest of their deadlines, 10 s.</summary>
    public static readonly AwsClientLimits OfRequests = new(MaxErrorRetry: 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

    /// <summary>Sets the limits of a client.</summary>
    public void ApplyTo(ClientConfig config)
    {
        config.MaxErrorRetry = MaxErrorRetry;
        config.Timeout = Timeout;
        config.ConnectTimeout = ConnectTimeout;
    }
}
