using Microsoft.AspNetCore.Http;

namespace OpsWorker.Api;

/// <summary>Where agents and people reach the server.</summary>
/// <param name="Get">The address, which may be known only once the server listens; null where only requests tell it.</param>
internal sealed record PublicUrl(Func<Uri>? Get)
{
    /// <summary>The address, for the answer to a request.</summary>
    public Uri For(HttpRequest request) => Get?.Invoke() ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/");
}
