using System.Globalization;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>The whole way from a real Alertmanager, and a real Prometheus before it, to Slack.</summary>
public sealed class AlertmanagerTests
{
    private const string Sent = "alertmanager_notifications_total";

    private static readonly string[] Alert =
        [
            "alertname=CheckoutDown", $"namespace={SmallCluster.Namespace}", "severity=critical",
            "--annotation=summary=Checkout does not answer",
        ];

    [Fact]
    public async Task An_alert_becomes_one_investigation_and_one_message_in_which_it_is_also_resolved()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        await using var alertmanager = await Alertmanager.StartAsync(server.WebhookUrl);
        string State() => $"{string.Join('\n', slack.Messages)}\n{alertmanager.Log()}\n{server.Log()}";

        await alertmanager.AddAlertAsync(Alert);
        await Eventually.ShouldBeTrueAsync(() => IsShownAsync(server, slack, resolved: false), "the report in Slack", State);

        var first = slack.Messages.ShouldHaveSingleItem();
        first.BlockText.ShouldContain("Checkout does not answer");
        first.BlockText.ShouldContain(SmallCluster.MissingImage);
        var investigation = (await InvestigationsAsync(server)).ShouldHaveSingleItem();
        investigation.Status.ShouldBe(InvestigationStatus.Completed);
        first.IncidentId.ShouldBe(investigation.IncidentId);

        var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        await alertmanager.AddAlertAsync([.. Alert, $"--end={now}"]);
        await Eventually.ShouldBeTrueAsync(() => IsShownAsync(server, slack, resolved: true), "the end in Slack", State);

        slack.Messages.ShouldHaveSingleItem().Ts.ShouldBe(first.Ts);
        (await InvestigationsAsync(server)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Repetitions_change_nothing()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        await using var alertmanager = await Alertmanager.StartAsync(server.WebhookUrl, repeat: "300ms");
        await alertmanager.AddAlertAsync(Alert);
        await Eventually.ShouldBeTrueAsync(() => IsShownAsync(server, slack, resolved: false), "the report in Slack", server.Log);
        var (before, edits) = (await alertmanager.CounterAsync(Sent), slack.Messages.ShouldHaveSingleItem().Edits);

        await Eventually.ShouldBeTrueAsync(
            async () => await alertmanager.CounterAsync(Sent) >= before + 3, "three repetitions", alertmanager.Log);

        (await Outcome.ReadAsync(server, slack)).Alerts.ShouldHaveSingleItem();
        (await InvestigationsAsync(server)).ShouldHaveSingleItem();
        slack.Messages.ShouldHaveSingleItem().Edits.ShouldBe(edits);
    }

    [Fact]
    public async Task Two_thousand_alerts_of_a_group_are_one_incident_and_none_is_lost()
    {
        const int Count = 2_000;
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        await using var alertmanager = await Alertmanager.StartAsync(server.WebhookUrl);

        await alertmanager.AddAlertsAsync(Enumerable.Range(0, Count).Select(i => new Dictionary<string, string>
        {
            ["alertname"] = "PodNotReady",
            ["namespace"] = SmallCluster.Namespace,
            ["deployment"] = "checkout",
            ["pod"] = string.Create(CultureInfo.InvariantCulture, $"checkout-7c9-{i:00000}"),
            ["severity"] = "critical",
        }));

        var outcome = await Eventually.ShouldBeFoundAsync(
            async () =>
            {
                var now = await Outcome.ReadAsync(server, slack);
                return now.IsQuiet(Count, resolved: 0) ? now : null;
            },
            "the alerts in Slack",
            () => $"{alertmanager.Log()}\n{server.Log()}");
        outcome.Incidents.ShouldHaveSingleItem().AlertCount.ShouldBe(Count);
        outcome.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(SmallCluster.MissingImage);
    }

    [Fact]
    public async Task A_silenced_alert_arrives_when_its_silence_ends()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        await using var alertmanager = await Alertmanager.StartAsync(server.WebhookUrl, repeat: "300ms");
        var silence = await alertmanager.SilenceAsync("alertname=CheckoutDown");

        await alertmanager.AddAlertAsync(Alert);
        await alertmanager.AddAlertAsync("alertname=Other", "namespace=billing");
        await Eventually.ShouldBeTrueAsync(
            async () => await alertmanager.CounterAsync(Sent) >= 3, "the other alert is repeated", alertmanager.Log);
        (await Outcome.ReadAsync(server, slack)).Alerts.ShouldAllBe(alert => alert.Name == "Other");

        await alertmanager.ExpireAsync(silence);
        await Eventually.ShouldBeTrueAsync(
            async () => (await Outcome.ReadAsync(server, slack)).IsQuiet(alerts: 2, resolved: 0), "both alerts", server.Log);
    }

    [Fact]
    public async Task An_alert_that_fires_while_the_server_is_down_is_investigated_once_it_is_back()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        await using var alertmanager = await Alertmanager.StartAsync(server.WebhookUrl);
        await server.KillAsync();

        await alertmanager.AddAlertAsync(Alert);
        await Eventually.ShouldBeTrueAsync(
            async () => await alertmanager.CounterAsync("alertmanager_notification_requests_failed_total") >= 1,
            "a request that failed",
            alertmanager.Log);
        await server.KillAndStartAsync();

        await Eventually.ShouldBeTrueAsync(() => IsShownAsync(server, slack, resolved: false), "the report in Slack", server.Log);
        slack.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(SmallCluster.MissingImage);
    }

    [Fact]
    public async Task An_alert_of_Prometheus_is_one_incident_through_restarts_of_server_and_Alertmanager_and_is_resolved()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        await using var alertmanager = await Alertmanager.StartAsync(server.WebhookUrl);
        await using var prometheus = await Prometheus.StartAsync(alertmanager.HostAndPort);
        string State() => $"{prometheus.Log()}\n{alertmanager.Log()}\n{server.Log()}";
        await Eventually.ShouldBeTrueAsync(() => IsShownAsync(server, slack, resolved: false), "the report in Slack", State);
        var incident = slack.Messages.ShouldHaveSingleItem().IncidentId;

        await server.KillAndStartAsync();
        await alertmanager.KillAndStartAsync();

        // It has forgotten the alert, and gets it again from Prometheus.
        await Eventually.ShouldBeTrueAsync(async () => await alertmanager.CounterAsync(Sent) >= 1, "the alert once more", State);
        await prometheus.ResolveAsync();

        await Eventually.ShouldBeTrueAsync(() => IsResolvedAsync(server, slack), "the end in Slack", State);
        slack.Messages.ShouldHaveSingleItem().IncidentId.ShouldBe(incident);
    }

    [Fact]
    public async Task Prometheus_may_send_without_an_Alertmanager()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        var url = server.WebhookUrlOf("prometheus");
        await using var prometheus = await Prometheus.StartAsync(url.Authority, url.AbsolutePath);
        string State() => $"{prometheus.Log()}\n{server.Log()}";
        await Eventually.ShouldBeTrueAsync(() => IsShownAsync(server, slack, resolved: false), "the report in Slack", State);

        await prometheus.ResolveAsync();

        await Eventually.ShouldBeTrueAsync(() => IsResolvedAsync(server, slack), "the end in Slack", State);
        slack.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(SmallCluster.MissingImage);
    }

    private static async Task<bool> IsResolvedAsync(ServerProcess server, SlackStandIn slack) =>
        await Outcome.ReadAsync(server, slack) is { Incidents: [{ Status: IncidentStatus.Resolved }], Alerts.Count: 1 } outcome
        && outcome.IsQuiet(alerts: 1, resolved: 1);

    private static async Task<bool> IsShownAsync(ServerProcess server, SlackStandIn slack, bool resolved) =>
        (await Outcome.ReadAsync(server, slack)).IsQuiet(alerts: 1, resolved ? 1 : 0);

    private static Task<IReadOnlyList<InvestigationLine>> InvestigationsAsync(ServerProcess server) =>
        server.ListAsync("v1/investigations", EndToEndJson.Default.InvestigationLine);
}
