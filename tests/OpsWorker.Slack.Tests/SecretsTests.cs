using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

public sealed class SecretsTests : IAsyncLifetime
{
    private static readonly IncidentView View =
        IncidentSamples.Reported(IncidentSamples.Incident(), DiagnosisSamples.Found, DiagnosisSamples.Headline);

    private SlackFixture _fixture = null!;

    public static TheoryData<SlackFault> Faults() =>
    [
        new SlackFault.Status(500), new SlackFault.Status(200), new SlackFault.Cut(), new SlackFault.RateLimited(1),
        new SlackFault.Error("invalid_auth"), new SlackFault.Error(SlackStandIn.Token),
        new SlackFault.Status(400, SlackStandIn.WebhookSecret),
    ];

    public async ValueTask InitializeAsync() => _fixture = await SlackFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task No_secret_is_in_a_result_an_exception_or_the_log(SlackFault fault)
    {
        _fixture.Slack.Fault = _ => fault;
        var webhook = new SlackWebhookNotifier(_fixture.Webhook);
        var message = new MessageReference(SlackStandIn.Channel, "1.000001");

        var told = new List<string?>
        {
            await Told(async () => await _fixture.Notifier.SendAsync(View, TestContext.Current.CancellationToken)),
            await Told(async () => await _fixture.Notifier.UpdateAsync(View, message, TestContext.Current.CancellationToken)),
            await Told(async () => await _fixture.Notifier.FindAsync(
                View.Incident, View.Incident.OpenedAt, TestContext.Current.CancellationToken)),
            await Told(async () => await webhook.SendAsync(View, TestContext.Current.CancellationToken)),
            _fixture.Options.ToString(),
        };
        told.AddRange(_fixture.Log.Messages);

        var all = string.Join('\n', told);
        all.ShouldNotContain("SECRETTOKEN");
        all.ShouldNotContain(SlackStandIn.WebhookSecret);
        all.ShouldContain("BotToken set");
    }

    private static async Task<string?> Told(Func<Task<object?>> call)
    {
        try
        {
            return (await call())?.ToString();
        }
        catch (NotifierUnavailableException e)
        {
            return e.ToString();
        }
    }
}
