using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Digests;

public sealed class DigestTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_day_is_summed_up_at_nine_once_and_again_on_the_next_day()
    {
        await using var server = await ClockedServer.StartAsync();
        await server.Tenant.PostAlertsAsync(AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString());
        await Eventually.ShouldBeTrueAsync(
            () => Pass(server, server.Slack.Messages.Any(m => m.Edits > 0 && m.BlockText.Contains("*Cause*", StringComparison.Ordinal))),
            "the alert is investigated");

        server.Time.Advance(TimeSpan.FromHours(6) - Minute);
        Digests(server).ShouldBeEmpty();
        server.Time.Advance(Minute);
        await ShouldHaveDigestsAsync(server, 1);
        var digest = Digests(server)[0];
        digest.BlockText.ShouldContain("*Incidents*: 1 (0 the day before) · 1 still open");
        digest.BlockText.ShouldContain("1 found the cause");
        digest.BlockText.ShouldContain("*Root causes*");

        // The sender has not repeated the alert for more than a day by then.
        for (var i = 0; i < 3; i++) server.Time.Advance(TimeSpan.FromHours(4));
        server.Time.Advance(TimeSpan.FromHours(12));
        await ShouldHaveDigestsAsync(server, 2);
        Digests(server)[1].BlockText.ShouldContain("*Incidents*: 0 (1 the day before)");
    }

    [Fact]
    public async Task A_digest_that_was_due_while_the_server_did_not_run_is_sent_when_it_does()
    {
        await using var server = await ClockedServer.StartAsync();

        await server.RestartAfterAsync(TimeSpan.FromHours(9));
        await ShouldHaveDigestsAsync(server, 1);
        await server.RestartAfterAsync(TimeSpan.FromHours(1));
        await server.RestartAfterAsync(TimeSpan.FromHours(24));
        await ShouldHaveDigestsAsync(server, 2);
    }

    private static Task ShouldHaveDigestsAsync(ClockedServer server, int count) => Eventually.ShouldBeTrueAsync(
        () => Pass(server, Digests(server).Count == count), $"{count} digests",
        () => string.Join('\n', Digests(server).Select(d => d.Text)));

    // Between two looks the clock passes the pauses between receives; all of them are far less than a minute.
    private static Task<bool> Pass(ClockedServer server, bool seen)
    {
        if (!seen) server.Time.Advance(TimeSpan.FromMilliseconds(50));
        return Task.FromResult(seen);
    }

    private static IReadOnlyList<SlackStandInMessage> Digests(ClockedServer server) =>
        [.. server.Slack.Messages.Where(m => m.Content["metadata"]?["event_type"]?.GetValue<string>() == "opsworker_digest")];
}
