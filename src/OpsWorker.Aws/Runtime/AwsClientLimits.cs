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
    /// <summary>
    /// For calls while a webhook comes in: both attempts of a call and the pause between them end within three seconds, so that the sender,
    /// which keeps the alert, is asked to send it again rather than kept waiting.
    /// </summary>
    public static readonly AwsClientLimits ForWebhooks =
        new(MaxErrorRetry: 1, TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(500));

    /// <summary>For calls within another request: all attempts of a call together end within nine seconds.</summary>
    public static readonly AwsClientLimits ForRequests = new(MaxErrorRetry: 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

    /// <summary>
    /// For calls while messages are handled: all attempts of a call together end within the twenty seconds of the shortest function, which
    /// then still gives its messages back.
    /// </summary>
    public static readonly AwsClientLimits ForMessages = new(MaxErrorRetry: 2, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(2));

    /// <summary>The longest time until a call has failed, with the SDK's pauses of at most 1, 2, 4 ... seconds between attempts.</summary>
    public TimeSpan Longest => (Timeout * (1 + MaxErrorRetry)) + TimeSpan.FromSeconds((1 << MaxErrorRetry) - 1);

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
