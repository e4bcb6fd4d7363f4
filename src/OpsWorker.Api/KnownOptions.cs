using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace OpsWorker.Api;

/// <summary>
/// The options of the web framework, registered for each type. The framework registers them for any type, and a program that is
/// compiled ahead of time then builds their generic types while it starts: a tenth to a sixth of a function's time until its first answer.
/// </summary>
internal static class KnownOptions
{
    /// <summary>Registers the options that every host of endpoints reads. Other options still work.</summary>
    public static void AddKnownOptions(this IServiceCollection services)
    {
        Add<AuthenticationOptions>(services);
        Add<AuthenticationSchemeOptions>(services);
        Add<AuthorizationOptions>(services);
        Add<ConsoleLifetimeOptions>(services);
        Add<FormOptions>(services);
        Add<HostOptions>(services);
        Add<JsonOptions>(services);
        Add<MetricsOptions>(services);
        Add<OpenApiOptions>(services);
        Add<ProblemDetailsOptions>(services);
        Add<RouteHandlerOptions>(services);
        Add<RouteOptions>(services);
        Add<StatusCodePagesOptions>(services);
        Add<WebEncoderOptions>(services);
    }

    private static void Add<TOptions>(IServiceCollection services)
        where TOptions : class, new()
    {
        services.AddSingleton<IOptions<TOptions>>(
            provider => new OptionsManager<TOptions>(provider.GetRequiredService<IOptionsFactory<TOptions>>()));
        services.AddSingleton<IOptionsMonitorCache<TOptions>>(_ => new OptionsCache<TOptions>());
        services.AddSingleton<IOptionsMonitor<TOptions>>(provider => new OptionsMonitor<TOptions>(
            provider.GetRequiredService<IOptionsFactory<TOptions>>(),
            provider.GetServices<IOptionsChangeTokenSource<TOptions>>(),
            provider.GetRequiredService<IOptionsMonitorCache<TOptions>>()));
        services.AddTransient<IOptionsFactory<TOptions>>(provider => new OptionsFactory<TOptions>(
            provider.GetServices<IConfigureOptions<TOptions>>(),
            provider.GetServices<IPostConfigureOptions<TOptions>>(),
            provider.GetServices<IValidateOptions<TOptions>>()));
    }
}
