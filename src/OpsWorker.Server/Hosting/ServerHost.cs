using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpsWorker.Api;
using OpsWorker.Aws.Sns;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Embedded;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Oidc;
using OpsWorker.Pipeline;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Portal;
using OpsWorker.Portal.Sessions;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Server.Hosting.SqsEndpoint;
using OpsWorker.Server.Telemetry;
using OpsWorker.Server.Terminal;
using OpsWorker.Slack.Interactions;
using OpsWorker.Slack.Notifiers;

namespace OpsWorker.Server.Hosting;

/// <summary>The one process: the embedded store, every stage of the pipeline, and the HTTP endpoints.</summary>
internal sealed class ServerHost : IAsyncDisposable
{
    private static readonly TimeSpan s_digestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_idsInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_recordsInterval = TimeSpan.FromHours(1);

    private readonly WebApplication _application;
    private readonly IReadOnlyList<IHostedService> _pumps;
    private readonly SignInLinks _links;

    private ServerHost(WebApplication application, EmbeddedStore store, Organisation organisation, NewKeys? newKeys)
    {
        _application = application;
        _links = application.Services.GetRequiredService<SignInLinks>();
        _pumps = [.. application.Services.GetServices<Pump>().Select(pump => pump.Service)];
        Store = store;
        Organisation = organisation;
        NewKeys = newKeys;
    }

    /// <summary>The records.</summary>
    public EmbeddedStore Store { get; }

    /// <summary>The server's only organisation.</summary>
    public Organisation Organisation { get; }

    /// <summary>The keys, at the first start only.</summary>
    public NewKeys? NewKeys { get; }

    /// <summary>Where it can be reached from this machine.</summary>
    public Uri Address => ListeningAddress(_application.Services);

    /// <summary>Opens the store and puts everything together; nothing runs yet.</summary>
    /// <exception cref="DataFolderException">The data folder cannot be used, or is in use.</exception>
    public static async Task<ServerHost> CreateAsync(
        ServerSettings settings,
        TimeProvider time,
        WebApplicationBuilder builder,
        CancellationToken cancellationToken)
    {
        WebApplication? application = null;
        Uri PublicUrl() => settings.PublicUrl ?? ListeningAddress(application!.Services);
        var store = EmbeddedStore.Open(new EmbeddedOptions
        {
            DataFolder = settings.DataFolder,
            Time = time,
            BaseUrl = PublicUrl,
            Retention = settings.Retention,
            MaxWaitingAlerts = settings.MaxWaitingAlerts,
        });
        try
        {
            var (organisation, newKeys) = await FirstStart.EnsureOrganisationAsync(
                store.Organisations, store.Keys, time, cancellationToken);
            builder.Services.AddSingleton(time);
            AddPorts(builder.Services, store);
            builder.AddTelemetry(settings.Telemetry, new StoredState(settings.DataFolder, settings.Silence, time));
            builder.Services.AddSingleton<ISecretSource>(new EmbeddedSecretSource(builder.Configuration));
            builder.Services.AddSingleton<IChatReceiver, SlackReceiver>();
            builder.Services.AddSingleton<ISnsEndpoint>(_ => new SnsEndpoint(SnsEndpoint.CreateClient()));
            AddPipeline(builder.Services, settings);
            builder.Services.AddOpsWorkerApi(PublicUrl);
            builder.Services.AddOpsWorkerPortal(new PortalKey(() => PortalKeyFile.Read(settings.DataFolder)), PublicUrl);
            if (settings.SignIn is { } people) AddSignIn(builder.Services, people, organisation.Id);
            builder.Services.AddAgents(settings, PublicUrl);
            if (settings.Cluster is { } cluster)
            {
                var record = await cluster.EnsureRecordAsync(store.Clusters, organisation.Id, time.GetUtcNow(), cancellationToken);
                builder.Services.AddInProcessAgent(record, cluster.Reader);
                if (cluster.Watched is { } watched) builder.Services.AddInProcessDetection(record, watched);
            }

            builder.WebHost.UseUrls(settings.Urls);

            // Above the limits of the endpoints: what they refuse is read to its end, so that the sender gets the answer.
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = 2 * IEvidenceStore.MaxBytes;
                kestrel.Limits.MaxConcurrentConnections = OpenFiles.MaxConnections();
            });
            application = builder.Build();
            application.UseOpsWorkerFaults();
            application.UseOpsWorkerProblems();
            application.MapOpsWorker();
            application.MapOpsWorkerPortal();
            application.MapUploads();
            application.MapSqs();
            application.MapTelemetry(settings.Telemetry);
            return new ServerHost(application, store, organisation, newKeys);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new link that signs the owner in to the portal, once and soon.</summary>
    public Uri CreateSignInLink() => new(Address, _links.Create(Organisation.Id));

    /// <summary>Starts listening, then working: what waits in the queues may need the server's own address.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken);
        foreach (var pump in _pumps) await pump.StartAsync(cancellationToken);
    }

    /// <summary>Returns when the process is asked to stop and everything has ended.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_pumps.Select(pump => pump.StopAsync(CancellationToken.None)));
        await _application.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static void AddSignIn(IServiceCollection services, PeopleSignIn people, OrganisationId organisation)
    {
        services.AddSingleton<IIdentityProvider>(provider => new OidcProvider(
            people.Provider, new HttpClient(OutgoingConnections.CreateHandler()), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new SignInPolicy(organisation, people.Groups, people.Otherwise) { Workspaces = people.Workspaces });
    }

    private static void AddPorts(IServiceCollection services, EmbeddedStore store) => services
        .AddSingleton(store)
        .AddSingleton(store.Queue)
        .AddSingleton(store.Topic)
        .AddSingleton(new ReadinessCheck(store.CheckWritableAsync))
        .AddSingleton(new BacklogProbe(store.AlertBacklog.ReadAsync))
        .AddSingleton(store.Organisations)
        .AddSingleton(store.Keys)
        .AddSingleton(store.Audit)
        .AddSingleton(store.Alerts)
        .AddSingleton(store.Incidents)
        .AddSingleton(store.AlertOutcomes)
        .AddSingleton(store.Rules)
        .AddSingleton<IInvestigationStore>(new MeasuredInvestigations(store.Investigations))
        .AddSingleton(store.Journal)
        .AddSingleton(store.Evidence)
        .AddSingleton(store.Clusters)
        .AddSingleton(store.Commands)
        .AddSingleton(store.ApprovalPolicies)
        .AddSingleton(new CommandSigner(_ => Task.FromResult<string?>(CommandKeyFile.Read(store.DataFolder))))
        .AddSingleton(store.Notifications)
        .AddSingleton(store.ModelSpend);

    private static void AddPipeline(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(new AlertMasking(settings.MaskPersonalData));
        services.AddSingleton(new SecretMasker(personalData: settings.MaskPersonalData));
        services.AddOpsWorkerPipeline();
        services.AddSingleton(settings.Models);
        services.AddSingleton(settings.CodeHosts);
        services.AddSingleton(provider => new CurrentNotifiers(NotifiersOf(settings, provider)));
        foreach (var stage in PipelineStages.All)
        {
            services.AddSingleton(provider => Pump.Of(stage, provider));
        }

        // At the start too, for a digest that was due while nothing ran.
        services.AddSingleton(provider => Pump.Of(
            "dispatch of digests", TimeSpan.Zero, s_digestInterval, provider.GetRequiredService<DigestDispatcher>().RunAsync, provider));
        // Not soon after the start: repeats that failed while nothing ran come again within minutes.
        services.AddSingleton(provider => Pump.Of(
            "resolution of alerts that are not repeated",
            3 * UnrepeatedAlerts.Interval,
            UnrepeatedAlerts.Interval,
            provider.GetRequiredService<UnrepeatedAlerts>().ResolveAsync,
            provider));
        services.AddSingleton(provider => Pump.Of(
            "sweep of commands",
            CommandSweep.Interval,
            CommandSweep.Interval,
            provider.GetRequiredService<CommandSweep>().RunAsync,
            provider));
        services.AddSingleton(provider => Pump.Of(
            "removal of expired deduplication ids",
            s_idsInterval,
            s_idsInterval,
            provider.GetRequiredService<EmbeddedStore>().Retention.RemoveExpiredIdsAsync,
            provider));
        services.AddSingleton(provider => Pump.Of(
            "removal of old records",
            s_recordsInterval,
            s_recordsInterval,
            provider.GetRequiredService<EmbeddedStore>().Retention.RemoveOldAsync,
            provider));
    }

    private static TeamNotifiers NotifiersOf(ServerSettings settings, IServiceProvider provider)
    {
        var slack = SlackNotifiers.Create(
            settings.Slack,
            new HttpClient(OutgoingConnections.CreateHandler()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>());
        var notifiers = slack ?? TerminalNotifiers.Create(settings.Messages);
        notifiers = notifiers with { Incidents = [.. notifiers.Incidents, .. settings.Notifiers] };
        return TerminalNotifiers.WithFallback(
            MeasuredNotifier.Of(notifiers, provider.GetRequiredService<TimeProvider>()), settings.Messages);
    }

    // A server that listens everywhere is reached on this machine through the loopback address.
    private static Uri ListeningAddress(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = BindingAddress.Parse(addresses.First());
        var host = address.Host is "0.0.0.0" or "[::]" or "+" or "*" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
