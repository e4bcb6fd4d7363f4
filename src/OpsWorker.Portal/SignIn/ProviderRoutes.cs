using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;
using OpsWorker.Portal.Http;
using OpsWorker.Portal.Sessions;

namespace OpsWorker.Portal.SignIn;

/// <summary>A sign-in at the provider that was begun, as the browser keeps it.</summary>
/// <param name="Attempt">The sign-in.</param>
/// <param name="Target">The page to show then.</param>
/// <param name="At">The time of the begin.</param>
internal sealed record BegunSignIn(SignInAttempt Attempt, string Target, DateTimeOffset At);

/// <summary>Signs people in at an OpenID Connect provider, where the host has one.</summary>
internal static class ProviderRoutes
{
    public const string BeginPath = "/sign-in/provider";
    public const string CallbackPath = "/sign-in/callback";

    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(10);

    public static async Task BeginAsync(HttpContext context)
    {
        SecurityHeaders.Write(context.Response);
        var services = context.RequestServices;
        if (services.GetService<IIdentityProvider>() is not { } provider)
        {
            await SignInRoutes.ShowAsync(context, "No identity provider is set up here: see docs/portal.md.", 404);
            return;
        }

        try
        {
            var redirect = new Uri(services.GetRequiredService<PortalAddress>().For(context.Request), CallbackPath.TrimStart('/'));
            var attempt = await provider.BeginAsync(redirect, context.RequestAborted);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();

            // The provider's address is long, and no longer needed.
            var begun = new BegunSignIn(attempt with { Address = redirect }, SignInRoutes.Target(context.Request), now);
            var text = JsonSerializer.Serialize(begun, ProviderJson.Default.BegunSignIn);
            context.Response.Cookies.Append(CookieName(context.Request), Signed(services).Write(text), Options(context.Request));
            context.Response.Redirect(attempt.Address.AbsoluteUri);
        }
        catch (SignInException e)
        {
            await SignInRoutes.ShowAsync(context, e.Message, 502);
        }
    }

    public static async Task CompleteAsync(HttpContext context)
    {
        SecurityHeaders.Write(context.Response);
        var services = context.RequestServices;
        var begun = Read(context);
        context.Response.Cookies.Delete(CookieName(context.Request), Options(context.Request));
        if (begun is null)
        {
            await SignInRoutes.ShowAsync(context, "This sign-in was not begun in this browser, or too long ago.", 401);
            return;
        }

        try
        {
            var query = context.Request.Query;
            if (query["error"].ToString() is { Length: > 0 } error)
            {
                throw new SignInException($"The provider refuses: {Design.Ui.Line(error)}. {Design.Ui.Line(query["error_description"])}");
            }

            var identity = await services.GetRequiredService<IIdentityProvider>().CompleteAsync(
                begun.Attempt, query["state"].ToString(), query["code"].ToString(), context.RequestAborted);
            await StartAsync(context, identity, begun);
        }
        catch (SignInException e)
        {
            await SignInRoutes.ShowAsync(context, e.Message, 401);
        }
    }

    private static async Task StartAsync(HttpContext context, ExternalIdentity identity, BegunSignIn begun)
    {
        try
        {
            var principal = context.RequestServices.GetRequiredService<SignInPolicy>().Admit(identity);
            await SignInRoutes.StartAsync(context, PortalSession.Start(principal, begun.At), begun.Target);
        }
        catch (SignInException e)
        {
            await SignInRoutes.ShowAsync(context, e.Message, 403);
        }
    }

    private static BegunSignIn? Read(HttpContext context)
    {
        var services = context.RequestServices;
        if (!Signed(services).TryRead(context.Request.Cookies[CookieName(context.Request)], out var text)) return null;
        var begun = JsonSerializer.Deserialize(text, ProviderJson.Default.BegunSignIn);
        return begun is not null && services.GetRequiredService<TimeProvider>().GetUtcNow() - begun.At < s_length ? begun : null;
    }

    private static SignedText Signed(IServiceProvider services) => new(services.GetRequiredService<PortalKey>(), "provider");

    private static string CookieName(HttpRequest request) => SessionCookie.NameFor(request) + "_provider";

    private static CookieOptions Options(HttpRequest request) => SessionCookie.Options(request, s_length);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BegunSignIn))]
internal sealed partial class ProviderJson : JsonSerializerContext;
