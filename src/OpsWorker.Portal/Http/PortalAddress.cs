using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Http;

/// <summary>The server's address in commands and configurations.</summary>
/// <param name="Get">Returns the public address; null to use that of the request.</param>
internal sealed record PortalAddress(Func<Uri>? Get)
{
    /// <summary>The address to show in the answer to a request; it ends with a slash.</summary>
    public Uri For(HttpRequest request) => Get?.Invoke() ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/");
}
