using Amazon.Runtime;

namespace OpsWorker.Aws.Runtime;

/// <summary>
/// Time limits of AWS clients. The SDK's own (100 seconds for each attempt) only fit background work. A call whose last
/// attempt exceeds them throws a <see cref="TimeoutException"/>.
/// </summary>
/// <param name="MaxErrorRetry">The attempts after the first, from 0.</param>
/// <param name="Timeout">The longest time until an attempt is answered; a long poll needs more than the time that it waits.</param>
/// <param name="ConnectTimeout">The longest time until a connection is open.</param>
public sealed record AwsClientLimits(int MaxErrorRetry, TimeSpan Timeout, TimeSpan ConnectTimeout)
{
    /// <summary>For calls within a request: all attempts of a call together end within seven seconds.</summary>
    public static readonly AwsClientLimits ForRequests = new(MaxErrorRetry: 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

    /// <summary>Sets the limits in the configuration of a client that is to be created.</summary>
    /// <returns>The same configuration.</returns>
    public TConfig ApplyTo<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.MaxErrorRetry = MaxErrorRetry;
        config.Timeout = Timeout;
        config.ConnectTimeout = ConnectTimeout;
        return config;
    }
}
