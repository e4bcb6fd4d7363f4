using Microsoft.AspNetCore.Http;
using OpsWorker.Core;

namespace OpsWorker.Portal.Sessions;

/// <summary>
/// Protects forms against requests from other sites: a token that only pages of the session have, and the browser's own word where the
/// request is from. Each page has another token, so that compressed pages give nothing away.
/// </summary>
internal sealed class FormToken(PortalKey key)
{
    /// <summary>The form's field.</summary>
    public const string Field = "token";

    /// <summary>Stands for the session on the page that signs in.</summary>
    public const string SignIn = "sign-in";

    private readonly SignedText _signed = new(key, "form");

    public string Create(string sessionId) => _signed.Write($"{Identifier.New("f")}|{sessionId}");

    /// <summary>True if the request is from a page of this session.</summary>
    public bool IsValid(HttpRequest request, string? token, string sessionId) =>
        IsSameOrigin(request) && _signed.TryRead(token, out var text) && text.Split('|') is [_, var id] && id == sessionId;

    // Browsers send at least one of the two with a form; a program that sends neither has no cookie that was not given to it.
    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none")) return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
