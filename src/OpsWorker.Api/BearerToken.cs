using Microsoft.AspNetCore.Http;

namespace OpsWorker.Api;

/// <summary>Reads a credential from <c>Authorization: Bearer …</c> (RFC 6750).</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    /// <summary>The credential, or null.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }
}
