using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpsWorker.Portal.Http;
using OpsWorker.Portal.Incidents;
using OpsWorker.Portal.Sessions;
using OpsWorker.Portal.SignIn;

namespace OpsWorker.Portal;

/// <summary>The portal: pages for people, over the same services as the API.</summary>
public static class PortalEndpoints
{
    /// <summary>
    /// Registers the portal's own services; nothing is loaded before the first page. The host registers the ports and the API.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="key">The key that signs sessions.</param>
    /// <param name="publicUrl">The server's public address, evaluated per use; null means the address of each request.</param>
    public static IServiceCollection AddOpsWorkerPortal(this IServiceCollection services, PortalKey key, Func<Uri>? publicUrl = null)
    {
        services.AddSingleton(key);
        services.AddSingleton(new PortalAddress(publicUrl));
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<FormToken>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<PortalDispatch>();
        services.AddSingleton<IncidentHeadlines>();
        return services;
    }

    /// <summary>Maps the pages at the root of the address; the API stays under <c>/v1</c>.</summary>
    public static void MapOpsWorkerPortal(this IEndpointRouteBuilder routes)
    {
        var portal = routes.MapGroup("").ExcludeFromDescription();
        portal.MapGet("/", (RequestDelegate)(context => new SeeOther("/incidents").ExecuteAsync(context)));
        portal.MapGet("/assets/{hash}/{name}", (RequestDelegate)Assets.SendAsync);
        portal.MapGet(SignInRoutes.Path, (RequestDelegate)SignInRoutes.ShowAsync);
        portal.MapPost(SignInRoutes.Path, (RequestDelegate)SignInRoutes.PostAsync);
        portal.MapGet(SignInRoutes.Path + "/link/{link}", (RequestDelegate)SignInRoutes.UseLinkAsync);
        portal.MapGet(ProviderRoutes.BeginPath, (RequestDelegate)ProviderRoutes.BeginAsync);
        portal.MapGet(ProviderRoutes.CallbackPath, (RequestDelegate)ProviderRoutes.CompleteAsync);
        portal.MapPost("/sign-out", (RequestDelegate)SignInRoutes.SignOutAsync);
        foreach (var route in PortalPages.All)
        {
            portal.MapMethods(route.Pattern, [route.Method], (RequestDelegate)(context =>
                context.RequestServices.GetRequiredService<PortalDispatch>().RunAsync(context, route)));
        }
    }
}
