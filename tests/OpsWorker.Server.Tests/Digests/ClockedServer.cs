using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Slack;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Digests;

/// <summary>
/// A server by a clock that tests move, with a recorded cluster and a stand-in for Slack. It begins at three in the morning.
/// </summary>
internal sealed class ClockedServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServerHost? _host;

    private ClockedServer(SlackStandIn slack, FakeTimeProvider time) => (Slack, Time) = (slack, time);

    public SlackStandIn Slack { get; }

    public FakeTimeProvider Time { get; }

    public Tenant Tenant { get; private set; } = null!;

    public ServerHost Host => _host ?? throw new InvalidOperationException("The server does not run.");

    public static async Task<ClockedServer> StartAsync()
    {
        var time = new FakeTimeProvider(TestClock.Start);
        var server = new ClockedServer(await SlackStandIn.StartAsync(time), time);
        await server.RunAsync();
        return server;
    }

    /// <summary>Stops the server, lets time pass, and starts it again on the same data.</summary>
    public async Task RestartAfterAsync(TimeSpan time)
    {
        await Host.DisposeAsync();
        Time.Advance(time);
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Slack.DisposeAsync();
        _folder.Dispose();
    }

    private async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var settings = new ServerSettings
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = _folder.File("data"),
            Cluster = new InProcessCluster(
                InProcessCluster.DefaultName, DumpReader.Open(SmallCluster.WriteTo(_folder.File("cluster"))), "a recording"),
            Messages = TextWriter.Null,
            Slack = new SlackOptions { BotToken = SlackStandIn.Token, Channel = SlackStandIn.Channel, ApiBaseUrl = Slack.ApiBaseUrl },
        };
        _host = await ServerHost.CreateAsync(settings, Time, builder, CancellationToken.None);
        await _host.StartAsync(CancellationToken.None);
        var keys = _host.NewKeys;
        Tenant = new Tenant(
            _host.Address, _host.Organisation.Id, keys?.WebhookKey ?? Tenant.WebhookKey, keys?.ApiKey ?? Tenant.ApiKey);
    }
}
