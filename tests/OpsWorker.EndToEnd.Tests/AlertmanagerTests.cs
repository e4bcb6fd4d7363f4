using System.Globalization;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>The whole way from a real Alertmanager to Slack.</summary>
public sealed class AlertmanagerTests
{
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

    private static async Task<bool> IsShownAsync(ServerProcess server, SlackStandIn slack, bool resolved) =>
        (await Outcome.ReadAsync(server, slack)).IsQuiet(alerts: 1, resolved ? 1 : 0);

    private static Task<IReadOnlyList<InvestigationLine>> InvestigationsAsync(ServerProcess server) =>
        server.ListAsync("v1/investigations", EndToEndJson.Default.InvestigationLine);
}
