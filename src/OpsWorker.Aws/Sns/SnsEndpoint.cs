using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Aws.Sns;

/// <summary>Fetches certificates and confirms subscriptions over HTTPS, without following redirections.</summary>
/// <param name="http">A client of <see cref="CreateClient"/>.</param>
public sealed class SnsEndpoint(HttpClient http) : ISnsEndpoint
{
    private const int MaxCertificateBytes = 64 * 1024;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>Creates a client with limits of time and size.</summary>
    public static HttpClient CreateClient() => new(OutgoingConnections.CreateHandler())
    {
        Timeout = s_timeout,
        MaxResponseContentBufferSize = MaxCertificateBytes,
    };

    /// <inheritdoc/>
    public Task<string> GetCertificateAsync(Uri address, CancellationToken cancellationToken) =>
        http.GetStringAsync(address, cancellationToken);

    /// <inheritdoc/>
    public async Task ConfirmSubscriptionAsync(Uri address, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(address, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
