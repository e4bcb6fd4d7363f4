using OpsWorker.Pipeline.Digests;

namespace OpsWorker.Server.Hosting.Digests;

/// <summary>Registers what makes and sends daily digests.</summary>
internal static class DigestRegistration
{
    public static void AddDigests(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<DigestDispatcher>();
        services.AddSingleton<DigestDueHandler>();
        services.AddSingleton(provider => Notifiers.CreateForDigests(settings, provider));
        services.AddSingleton<DigestTimer>();
        services.AddSingleton(provider => new Pump(provider.GetRequiredService<DigestTimer>()));
    }
}
