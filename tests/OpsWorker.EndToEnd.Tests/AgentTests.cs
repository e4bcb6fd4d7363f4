using System.Net;
using System.Net.Sockets;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>The agent as a process of its own, from <c>cluster add</c> to the report.</summary>
public sealed class AgentTests : IDisposable
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_added_cluster_connects_and_answers_an_investigation_and_its_agent_stops_cleanly()
    {
        await using var world = await AgentWorld.StartAsync();
        var token = await world.AddClusterAsync();
        await using var agent = await world.StartAgentAsync(token);

        await world.ShouldBecomeAsync("Connected", agent);
        await world.AlertAsync();
        await world.ShouldReportOnceAsync(agent);

        await agent.SignalAsync("TERM");
        (await agent.ExitCodeAsync(_cancel)).ShouldBe(0, agent.Transcript());
        agent.Transcript().ShouldNotContain(token);
        world.Server.Log().ShouldNotContain(token);
    }

    [Fact]
    public async Task An_agent_with_environment_variables_only_registers_itself_restarts_without_the_token_and_rotates_it()
    {
        await using var world = await AgentWorld.StartAsync();
        var added = await world.ClusterAsync("add", AgentWorld.ClusterName);
        var registration = added.GetProperty("registrationToken").GetString()!;
        var file = _folder.File("state/token");
        var variables = new Dictionary<string, string>
        {
            ["OPSWORKER_REGISTRATION_TOKEN"] = registration,
            ["OPSWORKER_IDENTITY_STORE"] = "file",
            ["OPSWORKER_AGENT_TOKEN_PATH"] = file,
            ["OPSWORKER_CLUSTER_NAME"] = AgentWorld.ClusterName,
            ["OPSWORKER_CAPABILITIES"] = "observe,diagnostics.read,token.rotate",
        };
        await using (var first = world.StartAgent(variables))
        {
            await world.ShouldBecomeAsync("Connected", first);
            await first.SignalAsync("TERM");
            (await first.ExitCodeAsync(_cancel)).ShouldBe(0, first.Transcript());
        }

        var kept = (await File.ReadAllTextAsync(file, _cancel)).Trim();
        kept.ShouldStartWith("oca_");
        await world.ClusterAsync("rotate-token", AgentWorld.ClusterName, "--grace-hours", "0");
        variables.Remove("OPSWORKER_REGISTRATION_TOKEN");
        await using var second = world.StartAgent(variables);
        await second.LineAsync(line => line.Contains("The token was rotated", StringComparison.Ordinal), "the agent rotates its token");
        await world.AlertAsync();
        await world.ShouldReportOnceAsync(second);

        var rotated = (await File.ReadAllTextAsync(file, _cancel)).Trim();
        rotated.ShouldNotBe(kept);
        var shown = await world.ClusterAsync("show", AgentWorld.ClusterName);
        shown.GetProperty("agent").GetProperty("capabilities").EnumerateArray().Select(c => c.GetString()).Take(3)
            .ShouldBe(["observe", "diagnostics.read", "token.rotate"]);
        foreach (var secret in (string[])[registration, kept, rotated])
        {
            second.Transcript().ShouldNotContain(secret);
            world.Server.Log().ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task A_command_of_an_agent_that_was_killed_is_answered_by_the_next_one_and_once()
    {
        await using var world = await AgentWorld.StartAsync();
        var token = await world.AddClusterAsync();
        await using var killed = await world.StartAgentAsync(token);
        await world.ShouldBecomeAsync("Connected", killed);

        // A stopped agent still has its calls open: the command is given to it, and it can do nothing with it any more.
        await killed.SignalAsync("STOP");
        await world.AlertAsync();
        await Eventually.ShouldBeTrueAsync(
            async () => (await Outcome.ReadAsync(world.Server, world.Slack)).Messages.Count == 1, "the investigation began",
            world.Server.Log);
        await killed.KillAsync();
        await using var agent = await world.StartAgentAsync(token);

        await world.ShouldReportOnceAsync(agent);
    }

    [Fact]
    public async Task An_agent_that_is_killed_while_it_asks_the_cluster_loses_and_doubles_nothing()
    {
        await using var world = await AgentWorld.StartAsync();
        var token = await world.AddClusterAsync();
        await using var killed = await world.StartAgentAsync(token);
        await world.ShouldBecomeAsync("Connected", killed);
        world.Cluster.StallNext();
        await world.AlertAsync();
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(world.Cluster.Requests.Count > 0), "the agent asks the cluster", killed.Transcript);

        await killed.KillAsync();
        await using var agent = await world.StartAgentAsync(token);

        await world.ShouldReportOnceAsync(agent);
    }

    [Fact]
    public async Task A_server_that_was_killed_is_found_again_by_the_agent()
    {
        await using var world = await AgentWorld.StartAsync();
        await using var agent = await world.StartAgentAsync(await world.AddClusterAsync());
        await world.ShouldBecomeAsync("Connected", agent);

        await world.Server.KillAsync();
        await agent.LineAsync(line => line.Contains("The queues cannot be reached", StringComparison.Ordinal), "the agent notices");
        await world.Server.KillAndStartAsync();
        await world.AlertAsync();

        await world.ShouldReportOnceAsync(agent);
    }

    [Fact]
    public async Task The_cause_reaches_people_without_a_new_alert_once_the_agent_is_there()
    {
        await using var world = await AgentWorld.StartAsync();
        var token = await world.AddClusterAsync();
        await world.AlertAsync();
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(world.Slack.Messages.Any(m => m.Text.Contains("did not answer", StringComparison.Ordinal))),
            "the message says that the cluster did not answer",
            world.Server.Log);

        await using var agent = await world.StartAgentAsync(token);

        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(world.Slack.Messages.Count == 1
                && world.Slack.Messages[0].BlockText.Contains(SmallCluster.MissingImage, StringComparison.Ordinal)),
            "the cause is in the one message",
            () => $"{agent.Transcript()}\n{world.Server.Log()}");
    }

    [Fact]
    public async Task A_rotated_token_takes_the_place_of_the_old_one()
    {
        await using var world = await AgentWorld.StartAsync();
        var old = await world.AddClusterAsync();
        var rotated = (await world.ClusterAsync("rotate-token", AgentWorld.ClusterName, "--grace-hours", "0"))
            .GetProperty("token")
            .GetString()!;
        await using var agent = await world.StartAgentAsync(old);
        await agent.LineAsync(line => line.Contains("has expired after a rotation", StringComparison.Ordinal), "the old token is refused");

        await world.WriteTokenAsync(rotated);

        await world.ShouldBecomeAsync("Connected", agent);
    }

    [Fact]
    public async Task The_agent_of_a_removed_cluster_is_refused_with_the_reason()
    {
        await using var world = await AgentWorld.StartAsync();
        await using var agent = await world.StartAgentAsync(await world.AddClusterAsync());
        await world.ShouldBecomeAsync("Connected", agent);

        await world.ClusterAsync("remove", AgentWorld.ClusterName);

        await agent.LineAsync(
            line => line.Contains("which the token is for, was removed", StringComparison.Ordinal), "the agent is refused");
        (await world.ClusterAsync("list")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_settings_are_listed_all_at_once()
    {
        await using var agent = ChildProcess.StartAgent(new Dictionary<string, string>
        {
            ["OPSWORKER_SERVER_URL"] = "opsworker.example",
            ["OPSWORKER_WATCH_NAMESPACES"] = "shop,Shop!",
        });

        (await agent.ExitCodeAsync(_cancel)).ShouldBe(2);
        agent.Errors.ShouldBe(
        [
            "opsworker-agent: OPSWORKER_SERVER_URL is \"opsworker.example\"; an address that begins with https:// or http:// was expected.",
            "opsworker-agent: OPSWORKER_CLUSTER_TOKEN is not set, nor are OPSWORKER_CLUSTER_TOKEN_FILE and OPSWORKER_REGISTRATION_TOKEN; "
                + "one of them was expected.",
            "opsworker-agent: OPSWORKER_WATCH_NAMESPACES has \"Shop!\", which is no name of a namespace.",
        ]);
    }

    [Fact]
    public async Task An_address_that_cannot_be_listened_at_is_refused_in_one_line_and_misspelt_settings_are_reported()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(_folder.File("cluster")));

        await using var agent = ChildProcess.StartAgent(
            new Dictionary<string, string>(cluster.WriteServiceAccount(_folder.File("service-account")))
            {
                ["OPSWORKER_SERVER_URL"] = "http://127.0.0.1:1",
                ["OPSWORKER_CLUSTER_TOKEN"] = "owc_test",
                ["OPSWORKER_LISTEN"] = $"127.0.0.1:{port}",
                ["OPSWORKER_LISTENS"] = "off",
            });

        (await agent.ExitCodeAsync(_cancel)).ShouldBe(2, agent.Transcript());
        agent.Output.ShouldBeEmpty();
        agent.Errors.Count.ShouldBe(2, agent.Transcript());
        agent.Errors[0].ShouldBe("opsworker-agent: OPSWORKER_LISTENS is not a setting and is ignored; did you mean OPSWORKER_LISTEN?");
        agent.Errors[1].ShouldStartWith($"opsworker-agent: OPSWORKER_LISTEN is \"127.0.0.1:{port}\", which cannot be listened at: ");
    }
}
