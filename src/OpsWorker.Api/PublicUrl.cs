using Microsoft.AspNetCore.Http;

namespace OpsWorker.Api;

/// <summary>The server's public address.</summary>
/// <param name="Get">
/// Returns the address, which may be known only after the server has started; null to use the address of requests.
/// </param>
internal sealed record PublicUrl(Func<Uri>? Get)
{
    /// <summary>The address to use in the response to a request.</summary>
    public Uri For(HttpRequest request) => Get?.Invoke() ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/");
}
