using System.Text;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Api;

/// <summary>Reads the password of <c>Authorization: Basic ...</c> (RFC 7617); the user is not looked at.</summary>
internal static class BasicPassword
{
    private const string Prefix = "Basic ";
    private const int MaxLength = 1024;

    /// <summary>The password, or null.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length > MaxLength || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[MaxLength];
        if (!Convert.TryFromBase64String(header[Prefix.Length..].Trim(), bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }
}
