using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Embedded;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Server.Tests;
using OpsWorker.Testing;

[assembly: AssemblyFixture(typeof(RunningServer))]

namespace OpsWorker.Server.Tests;

/// <summary>One server in the test's process for all tests; a test that wants to be alone makes an organisation of its own.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    /// <summary>The secret with which PagerDuty signs its webhooks for this server.</summary>
    public const string PagerDutySecret = "a secret that PagerDuty shares";

    /// <summary>The secret with which Slack signs its requests to this server.</summary>
    public const string SlackSecret = "a secret that Slack shares";

    private readonly TemporaryFolder _folder = new();
    private ServerHost? _host;

    /// <summary>Where it listens.</summary>
    public Uri Address => Host.Address;

    /// <summary>Its records.</summary>
    public EmbeddedStore Store => Host.Store;

    /// <summary>The organisation that has the recorded cluster.</summary>
    public Tenant Default { get; private set; } = null!;

    /// <summary>The folder that it holds.</summary>
    public string DataFolder => _folder.File("data");

    private ServerHost Host => _host ?? throw new InvalidOperationException("The server was not started.");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Webhooks:pagerduty"] = PagerDutySecret;
        builder.Configuration["Slack:SigningSecret"] = SlackSecret;
        var settings = new ServerSettings
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = DataFolder,
            Cluster = new InProcessCluster(
                InProcessCluster.DefaultName, DumpReader.Open(SmallCluster.WriteTo(_folder.File("cluster"))), "a recording"),
            Messages = TextWriter.Null,
        };
        _host = await ServerHost.CreateAsync(settings, TimeProvider.System, builder, CancellationToken.None);
        await _host.StartAsync(CancellationToken.None);
        builder.Configuration["Slack:Organisation"] = _host.Organisation.Id.Value;
        Default = new Tenant(Address, _host.Organisation.Id, _host.NewKeys!.WebhookKey, _host.NewKeys.ApiKey);
    }

    /// <summary>Another organisation, which has no cluster.</summary>
    public Task<Tenant> CreateTenantAsync() => Tenant.CreateAsync(Store, Address);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>An organisation as its people and machines use the server.</summary>
/// <param name="Address">Where the server listens.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="WebhookKey">What its Alertmanager has.</param>
/// <param name="ApiKey">What its people have.</param>
public sealed record Tenant(Uri Address, OrganisationId Organisation, string WebhookKey, string ApiKey)
{
    private static readonly HttpClient Http = new();

    /// <summary>Writes an organisation with its keys into a server's store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="address">Where the server listens.</param>
    public static async Task<Tenant> CreateAsync(EmbeddedStore store, Uri address)
    {
        var now = TimeProvider.System.GetUtcNow();
        var organisation = new Organisation { Id = new OrganisationId(Identifier.New("org")), Name = "another", CreatedAt = now };
        var webhook = AccessKeys.Create(organisation.Id, AccessKeyKind.Webhook, now);
        var api = AccessKeys.Create(organisation.Id, AccessKeyKind.Api, now);
        await store.Organisations.TryPutAsync(organisation, CancellationToken.None);
        await store.Keys.AddAsync(webhook.Record, CancellationToken.None);
        await store.Keys.AddAsync(api.Record, CancellationToken.None);
        return new Tenant(address, organisation.Id, webhook.Key, api.Key);
    }

    /// <summary>Sends a payload to the organisation's webhook.</summary>
    public Task<Answer> PostAlertsAsync(string payload) => PostAsync("alertmanager", WebhookKey, new StringContent(payload));

    /// <summary>Sends a payload to a webhook.</summary>
    public Task<Answer> PostAsync(string source, string key, HttpContent payload) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Address, $"v1/webhooks/{source}/{key}")) { Content = payload });

    /// <summary>Asks the API with the organisation's key.</summary>
    public Task<Answer> GetAsync(string path) => GetAsync(path, ApiKey);

    /// <summary>Asks the API with some key, or none.</summary>
    public Task<Answer> GetAsync(string path, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return SendAsync(request);
    }

    /// <summary>Sends JSON, or nothing, to the API with some key.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? ApiKey);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return SendAsync(request);
    }

    /// <summary>Sends a request and reads the answer whole.</summary>
    public static async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            var cancel = TestContext.Current.CancellationToken;
            using var response = await Http.SendAsync(request, cancel);
            return new Answer(
                response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(cancel));
        }
    }
}
