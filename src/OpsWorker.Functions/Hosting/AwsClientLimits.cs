using Amazon.Runtime;

namespace OpsWorker.Functions.Hosting;

/// <summary>How long a call of an AWS service may take. The SDK's own limits are minutes, which only background work has.</summary>
/// <param name="MaxErrorRetry">How often a failed call is repeated.</param>
/// <param name="Timeout">How long one attempt may take.</param>
/// <param name="ConnectTimeout">How long opening a connection may take.</param>
internal sealed record AwsClientLimits(int MaxErrorRetry, TimeSpan Timeout, TimeSpan ConnectTimeout)
{
    /// <summary>For functions that a client waits for: all attempts of a call together end before the shortest of their deadlines, 10 s.</summary>
    public static readonly AwsClientLimits OfRequests = new(MaxErrorRetry: 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

    /// <summary>Sets the limits of a client.</summary>
    public void ApplyTo(ClientConfig config)
    {
        config.MaxErrorRetry = MaxErrorRetry;
        config.Timeout = Timeout;
        config.ConnectTimeout = ConnectTimeout;
    }
}
