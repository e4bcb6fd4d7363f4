using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>A 202 is a promise, whatever happens to the process that gave it.</summary>
public sealed class KillTests
{
    private const int Alerts = 120;
    private const int Namespaces = 16;

    // In every fourth namespace all alerts are resolved.
    private const int ResolvedEvery = 4;
    private const int Kills = 3;
    private const int MaxPauseMs = 150;

    // Once Slack has limited them, messages and replies of a channel are 1.2 s apart: fifty of them take a minute.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // At each kill.
    private const int FaultsOfSlack = 4;

    /// <summary>To repeat a run: <c>OPSWORKER_TEST_SEED</c>.</summary>
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("OPSWORKER_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    /// <summary>Faults of Slack while the server is killed: errors, a limit, no answer before and after it acted.</summary>
    private static readonly SlackFault[] s_faults =
    [
        new SlackFault.Status(500),
        new SlackFault.Status(503),
        new SlackFault.RateLimited(1),
        new SlackFault.Cut(),
        new SlackFault.AnswerLost(),
    ];

    [Fact]
    public async Task A_server_killed_at_random_moments_gives_every_accepted_alert_one_incident_and_every_incident_one_message()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {Seed}");
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        using var sender = new AlertSender(server);

        await SendAndKillAsync(server, sender, slack);
        var outcome = await QuietAsync(server, slack);
        await server.KillAsync();

        sender.Accepted.Count.ShouldBe(Alerts);
        ShouldBelongToOneIncidentEach(sender.Accepted, outcome);
        ShouldBeInvestigatedAndShownOnce(outcome);
        await ShouldHaveNoDeadLettersAsync(server.DataFolder);
    }

    private async Task SendAndKillAsync(ServerProcess server, AlertSender sender, SlackStandIn slack)
    {
        var random = new Random(Seed);
        var scripts = Scripts();
        var sending = sender.SendAsync(scripts, _cancel);
        var payloads = scripts.Sum(script => script.Count);
        var moments = Enumerable.Range(0, Kills).Select(_ => random.Next(1, payloads + 1)).Order().ToList();
        foreach (var moment in moments)
        {
            await Eventually.ShouldBeTrueAsync(() => Task.FromResult(sender.Answers >= moment), $"{moment} payloads accepted", server.Log);

            // The hardest moment, so one message is always in it: it is in Slack, and the server does not know.
            slack.FailNext("chat.postMessage", new SlackFault.AnswerLost());
            for (var i = 0; i < FaultsOfSlack; i++) slack.FailNext(Method(random), s_faults[random.Next(s_faults.Length)]);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(MaxPauseMs)), TimeProvider.System, _cancel);
            await server.KillAndStartAsync();
        }

        await sending;
    }

    private static string Method(Random random) => random.Next(3) switch
    {
        0 => "chat.postMessage",
        1 => "chat.update",
        _ => "conversations.history",
    };

    private static List<IReadOnlyList<JsonObject>> Scripts() => [.. Enumerable.Range(0, Alerts).Select(Script)];

    private static IReadOnlyList<JsonObject> Script(int number)
    {
        var ns = string.Create(CultureInfo.InvariantCulture, $"team-{number % Namespaces}");
        var name = string.Create(CultureInfo.InvariantCulture, $"Alert{number / Namespaces}");
        var firing = AlertmanagerPayload.Alert(name, ns);
        return number % Namespaces % ResolvedEvery == 0 ? [firing, AlertmanagerPayload.Alert(name, ns, resolved: true)] : [firing];
    }

    private static async Task<Outcome> QuietAsync(ServerProcess server, SlackStandIn slack)
    {
        Outcome? last = null;
        return await Eventually.ShouldBeFoundAsync(
            async () =>
            {
                last = await Outcome.ReadAsync(server, slack);
                return last.IsQuiet(Alerts, Alerts / ResolvedEvery) ? last : null;
            },
            "everything investigated and shown",
            () => $"Seed {Seed}: {last}\n{server.Log()}",
            s_patience);
    }

    private static void ShouldBelongToOneIncidentEach(IEnumerable<string> accepted, Outcome outcome)
    {
        var listed = outcome.Incidents
            .SelectMany(i => i.Alerts.Select(a => (Alert: a.Id, Incident: i.Id)))
            .ToLookup(p => p.Alert, p => p.Incident);
        var recorded = outcome.Alerts.ToDictionary(a => a.Id, a => a.IncidentId);
        foreach (var alert in accepted)
        {
            var incident = listed[alert].ShouldHaveSingleItem($"Seed {Seed}: incidents of {alert}");
            recorded.ShouldContainKeyAndValue(alert, incident);
        }

        outcome.Incidents.Count(i => i.Status == IncidentStatus.Open).ShouldBe(Namespaces - (Namespaces / ResolvedEvery), $"Seed {Seed}");
    }

    private static void ShouldBeInvestigatedAndShownOnce(Outcome outcome)
    {
        foreach (var incident in outcome.Incidents)
        {
            var attempts = outcome.Investigations[incident.Id].ToList();
            var message = $"Seed {Seed}: attempts at {incident.Id}";
            attempts.Select(a => a.Attempt).Order().ShouldBe(Enumerable.Range(1, attempts.Count), message);
            attempts.ShouldAllBe(
                a => a.Status == InvestigationStatus.Completed || a.Status == InvestigationStatus.Cancelled, message);
            if (incident.Status == IncidentStatus.Open) attempts[^1].Status.ShouldBe(InvestigationStatus.Completed, $"Seed {Seed}");
        }

        outcome.Messages
            .Select(m => m.IncidentId)
            .ShouldBe(outcome.Incidents.Select(i => i.Id), ignoreOrder: true, $"Seed {Seed}: messages");
    }

    private async Task ShouldHaveNoDeadLettersAsync(string dataFolder)
    {
        await using var store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = dataFolder, Time = TimeProvider.System });
        var organisation = (await store.Organisations.ListAsync(new(), _cancel)).Items.ShouldHaveSingleItem();
        var cluster = (await store.Clusters.ListAsync(organisation.Id, _cancel)).ShouldHaveSingleItem();
        QueueName[] queues =
        [
            Queues.Alerts, Queues.Investigations, Queues.Commands(cluster.Id), Queues.Results, Queues.Deadlines, Queues.Notifications,
        ];
        foreach (var queue in queues)
        {
            (await store.Queue.ListDeadLettersAsync(queue, 10, _cancel)).ShouldBeEmpty($"Seed {Seed}: {queue}");
        }
    }
}
