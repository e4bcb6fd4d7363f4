using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;
using OpsWorker.Portal.Http;
using OpsWorker.Portal.Sessions;

namespace OpsWorker.Portal.SignIn;

/// <summary>Signs people in, by a printed link or an API key, and out.</summary>
internal static class SignInRoutes
{
    public const string Path = "/sign-in";

    private const string TargetParameter = "to";

    /// <summary>Leads a person without a session to the form and back; whatever is no page of a person gets 401.</summary>
    public static IResult Lead(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Headers.ContainsKey("If-Revision")) return TypedResults.StatusCode(401);
        return new SeeOther($"{Path}?{TargetParameter}={Uri.EscapeDataString(request.Path + request.QueryString)}");
    }

    public static Task ShowAsync(HttpContext context) => ShowAsync(context, null, StatusCodes.Status200OK);

    public static async Task PostAsync(HttpContext context)
    {
        SecurityHeaders.Write(context.Response);
        var form = await PortalForm.ReadAsync(context);
        var services = context.RequestServices;
        if (!services.GetRequiredService<FormToken>().IsValid(context.Request, form[FormToken.Field], FormToken.SignIn))
        {
            await ShowAsync(context, "The form was not accepted: it is from another site, or too old. Send it again.", 403);
            return;
        }

        var typed = form["key"].ToString().Trim();
        var key = await services.GetRequiredService<KeyVerifier>().FindAsync(typed, AccessKeyKind.Api, context.RequestAborted);
        if (key is null)
        {
            await ShowAsync(context, "There is no such API key. It begins with owk_ and was shown once, when it was made.", 401);
            return;
        }

        await StartAsync(context, PortalSession.Start(key, Now(context)), Local(form[TargetParameter]));
    }

    public static async Task UseLinkAsync(HttpContext context)
    {
        SecurityHeaders.Write(context.Response);
        var services = context.RequestServices;
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            await ShowAsync(context, "Links sign in on the server's own machine alone. Use an API key here.", 403);
            return;
        }

        var link = context.Request.RouteValues["link"]?.ToString() ?? "";
        if (!services.GetRequiredService<SignInLinks>().TryUse(link, out var organisation))
        {
            await ShowAsync(context, "The link was used, is too old, or is from before the server's last start.", 401);
            return;
        }

        if (organisation is not { } id)
        {
            var all = await services.GetRequiredService<IOrganisationStore>().ListAsync(new PageRequest(1), context.RequestAborted);
            id = all.Items[0].Id;
        }

        await StartAsync(context, PortalSession.Start(id, Now(context)), "/incidents");
    }

    public static async Task SignOutAsync(HttpContext context)
    {
        SecurityHeaders.Write(context.Response);
        var services = context.RequestServices;
        var form = await PortalForm.ReadAsync(context);
        var person = await services.GetRequiredService<SessionCookie>().ReadAsync(context);
        if (person is not null
            && services.GetRequiredService<FormToken>().IsValid(context.Request, form[FormToken.Field], person.Session.Id))
        {
            SessionCookie.Remove(context);
        }

        await new SeeOther(Path).ExecuteAsync(context);
    }

    /// <summary>Begins a session and leads to a page.</summary>
    public static Task StartAsync(HttpContext context, PortalSession session, string target)
    {
        context.RequestServices.GetRequiredService<SessionCookie>().Write(context, session);
        return new SeeOther(target).ExecuteAsync(context);
    }

    /// <summary>The page that a request wants after signing in.</summary>
    public static string Target(HttpRequest request) => Local(request.Query[TargetParameter]);

    /// <summary>Shows the form, with the reason why signing in failed.</summary>
    public static async Task ShowAsync(HttpContext context, string? error, int status)
    {
        SecurityHeaders.Write(context.Response);
        var token = context.RequestServices.GetRequiredService<FormToken>().Create(FormToken.SignIn);
        var page = SignInPage.Create(new SignInForm(error, token, Target(context.Request))
        {
            HasProvider = context.RequestServices.GetService<IIdentityProvider>() is not null,
        });
        await new HtmlAnswer(page, status).ExecuteAsync(context);
    }

    private static DateTimeOffset Now(HttpContext context) =>
        context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    // An address of this site alone: a link must not lead elsewhere after signing in.
    private static string Local(string? path) =>
        path is { Length: > 0 and < 2000 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl)
            ? path
            : "/incidents";
}

/// <summary>The form that signs in.</summary>
/// <param name="Error">The reason why the last try failed; null at first.</param>
/// <param name="Token">The form's token.</param>
/// <param name="Target">The page to show then.</param>
public sealed record SignInForm(string? Error, string Token, string Target)
{
    /// <summary>True if people may sign in at an identity provider.</summary>
    public bool HasProvider { get; init; }
}
