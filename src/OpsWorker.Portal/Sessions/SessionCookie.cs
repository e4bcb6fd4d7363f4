using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Access;

namespace OpsWorker.Portal.Sessions;

/// <summary>Keeps sessions in a signed cookie, so that they survive restarts and span instances.</summary>
internal sealed class SessionCookie(PortalKey key, IKeyStore keys, TimeProvider time)
{
    private readonly SignedText _signed = new(key, "session");

    /// <summary>The session of a request and its person; null without one, and once it has ended or its API key is revoked.</summary>
    public async Task<SignedIn?> ReadAsync(HttpContext context)
    {
        if (!_signed.TryRead(context.Request.Cookies[NameFor(context.Request)], out var text)) return null;
        if (PortalSession.Read(text, time.GetUtcNow()) is not { } session) return null;
        var address = context.Connection.RemoteIpAddress?.ToString();
        if (session.KeyHash is not { } hash) return new SignedIn(session, session.Person with { Address = address });
        var credential = await keys.FindAsync(hash, context.RequestAborted);
        return credential is { Kind: AccessKeyKind.Api } && credential.Organisation == session.Organisation
            ? new SignedIn(session, Principal.Of(credential) with { Address = address })
            : null;
    }

    public void Write(HttpContext context, PortalSession session) => context.Response.Cookies.Append(
        NameFor(context.Request), _signed.Write(session.Write()), Options(context.Request, PortalSession.Length));

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request, PortalSession.Length));

    /// <summary>The cookie's name. Browsers share the cookies of a host among its ports, and each may have a server of its own.</summary>
    public static string NameFor(HttpRequest request)
    {
        var name = FormattableString.Invariant($"opsworker_{request.Host.Port ?? (request.IsHttps ? 443 : 80)}");
        return request.IsHttps ? "__Host-" + name : name;
    }

    /// <summary>The attributes of the portal's cookies.</summary>
    public static CookieOptions Options(HttpRequest request, TimeSpan length) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = length,
        IsEssential = true,
    };
}
