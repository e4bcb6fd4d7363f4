using System.Text.Json;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>
/// A server without a cluster of its own, to which clusters are added on the command line and agents connect, which ask
/// an API server over HTTPS.
/// </summary>
internal sealed class AgentWorld : IAsyncDisposable
{
    public const string ClusterName = "shop-production";

    private readonly TemporaryFolder _folder = new();

    private AgentWorld(SlackStandIn slack, ServerProcess server, ApiServerStandIn cluster)
    {
        Slack = slack;
        Server = server;
        Cluster = cluster;
    }

    public SlackStandIn Slack { get; }

    public ServerProcess Server { get; }

    public ApiServerStandIn Cluster { get; }

    public static async Task<AgentWorld> StartAsync()
    {
        var slack = await SlackStandIn.StartAsync();
        var server = await ServerProcess.StartAsync(slack, cluster: []);
        return new AgentWorld(slack, server, await ApiServerStandIn.StartAsync(server.ClusterFolder));
    }

    /// <summary>Runs <c>opsworker cluster …</c>, which must succeed; its answer as JSON.</summary>
    public async Task<JsonElement> ClusterAsync(params string[] arguments)
    {
        await using var command = StartCluster([.. arguments, "--json"]);
        (await command.ExitCodeAsync(TestContext.Current.CancellationToken)).ShouldBe(0, command.Transcript());
        return JsonElement.Parse(string.Join('\n', command.Output));
    }

    /// <summary>Starts <c>opsworker cluster …</c>.</summary>
    public ChildProcess StartCluster(IEnumerable<string> arguments) => ChildProcess.StartOpsWorker(
        ["cluster", .. arguments, "--server", Server.Address.ToString()],
        new Dictionary<string, string> { ["OPSWORKER_API_KEY"] = Server.ApiKey });

    /// <summary>Adds the cluster; its token.</summary>
    public async Task<string> AddClusterAsync() => (await ClusterAsync("add", ClusterName)).GetProperty("token").GetString()!;

    /// <summary>Starts an agent with this token, which it reads from a file that <see cref="WriteTokenAsync"/> changes.</summary>
    /// <param name="token">The token.</param>
    /// <param name="settings">Further settings.</param>
    public async Task<ChildProcess> StartAgentAsync(string token, IReadOnlyDictionary<string, string>? settings = null)
    {
        await WriteTokenAsync(token);
        return StartAgent(new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["OPSWORKER_CLUSTER_TOKEN_FILE"] = _folder.File("token"),
        });
    }

    /// <summary>Starts an agent with these settings beside the server's and the cluster's address.</summary>
    public ChildProcess StartAgent(IReadOnlyDictionary<string, string> settings)
    {
        var environment = new Dictionary<string, string>(Cluster.WriteServiceAccount(_folder.File("service-account")))
        {
            ["OPSWORKER_SERVER_URL"] = Server.Address.ToString(),
            ["OPSWORKER_LISTEN"] = "127.0.0.1:0",
            ["OPSWORKER_VISIBILITY_SECONDS"] = "5",
        };
        foreach (var (name, value) in settings) environment[name] = value;
        return ChildProcess.StartAgent(environment);
    }

    public Task WriteTokenAsync(string token) =>
        File.WriteAllTextAsync(_folder.File("token"), token + "\n", TestContext.Current.CancellationToken);

    public Task ShouldBecomeAsync(string status, ChildProcess agent) => Eventually.ShouldBeTrueAsync(
        async () => await Server.StatusAsync(ClusterName) == status,
        $"the cluster is {status}",
        () => $"{agent.Transcript()}\n{Server.Log()}");

    /// <summary>Sends an alert about the cluster.</summary>
    public async Task AlertAsync()
    {
        var alert = AlertmanagerPayload.Alert("CheckoutDown");
        alert["labels"]!["cluster"] = ClusterName;
        using var sender = new AlertSender(Server);
        await sender.SendAsync([[alert]], TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the one investigation, its report and its one message.</summary>
    public async Task ShouldReportOnceAsync(ChildProcess agent)
    {
        var outcome = await Eventually.ShouldBeFoundAsync(
            async () =>
            {
                var now = await Outcome.ReadAsync(Server, Slack);
                return now.Incidents.Count > 0 && now.IsQuiet(alerts: 1, resolved: 0) ? now : null;
            },
            "the report in Slack",
            () => $"{agent.Transcript()}\n{Server.Log()}");
        var incident = outcome.Incidents.ShouldHaveSingleItem();
        outcome.Investigations[incident.Id].ShouldHaveSingleItem().Status.ShouldBe(InvestigationStatus.Completed);
        outcome.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(SmallCluster.MissingImage);
        Cluster.Requests.ShouldNotBeEmpty();
        Cluster.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Cluster.DisposeAsync();
        await Slack.DisposeAsync();
        _folder.Dispose();
    }
}
