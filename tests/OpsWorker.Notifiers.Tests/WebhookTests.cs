using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Webhooks;
using OpsWorker.Testing;

namespace OpsWorker.Notifiers.Tests;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "a shared SECRET";
    private readonly HttpClient _http = new();
    private HttpStandIn _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await HttpStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task The_signature_is_over_the_time_and_the_body()
    {
        await Notifier().SendAsync(Views.Reported(), Cancel);

        var request = _service.Requests.ShouldHaveSingleItem();
        var parts = request.Headers[WebhookNotifier.SignatureHeader].Split(',')
            .Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{request.Body}"));
        parts["v1"].ShouldBe(Convert.ToHexStringLower(expected));
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_sent_again_with_the_same_id_and_body()
    {
        _service.LoseAnswers = true;
        (await Notifier().SendAsync(Views.Reported(), Cancel)).ShouldBeOfType<NotifierResult.RetryAfter>().IsUnsent.ShouldBeFalse();
        _service.LoseAnswers = false;
        await Notifier().SendAsync(Views.Reported(), Cancel);

        _service.Requests.Select(r => r.Headers[WebhookNotifier.EventIdHeader]).Distinct().Count().ShouldBe(1);
        _service.Requests.Select(r => r.Body).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_body_has_the_incident_the_cause_and_the_type()
    {
        await Notifier().SendAsync(Views.Reported(), Cancel);

        var body = JsonNode.Parse(_service.Requests.ShouldHaveSingleItem().Body)!;
        body["type"]!.GetValue<string>().ShouldBe("Outcome");
        body["incident"]!["status"]!.GetValue<string>().ShouldBe("Open");
        body["cause"]!["confidence"]!.GetValue<double>().ShouldBeInRange(0, 1);
        body["headline"]!.GetValue<string>().ShouldBe(DiagnosisSamples.Headline);
    }

    [Fact]
    public async Task No_result_has_the_secret_or_the_address()
    {
        _service.Answer = _ => (500, Secret);
        var result = (await new WebhookNotifier(_http, new Uri(_service.Address, "PRIVATE"), Secret, TimeProvider.System)
            .SendAsync(Views.Reported(), Cancel)).ToString()!;

        result.ShouldNotContain("SECRET");
        result.ShouldNotContain("PRIVATE");
    }

    [Fact]
    public async Task Each_step_of_an_escalation_is_sent_once()
    {
        var view = Views.Reported();
        IncidentView Escalated(int steps) => view with
        {
            Incident = view.Incident with
            {
                Escalation = [new EscalationStep(5, "here"), new EscalationStep(10, "channel")],
                EscalatedAt = [.. Enumerable.Repeat(view.Incident.OpenedAt, steps)],
            },
        };
        var message = (await Notifier().SendAsync(view, Cancel)).ShouldBeOfType<NotifierResult.Delivered>().Message;
        foreach (var steps in new[] { 1, 1, 2, 2 })
        {
            message = (await Notifier().UpdateAsync(Escalated(steps), message, Cancel)).ShouldBeOfType<NotifierResult.Delivered>().Message;
        }

        var types = _service.Requests.Select(request => JsonNode.Parse(request.Body)!["type"]!.GetValue<string>());
        types.ShouldBe(["Outcome", "Escalated", "Escalated"]);
        _service.Requests.Select(request => request.Headers[WebhookNotifier.EventIdHeader]).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_silenced_incident_sends_nothing()
    {
        await Notifier().SendAsync(Views.Reported() with { IsSilenced = true }, Cancel);

        _service.Requests.ShouldBeEmpty();
    }

    private WebhookNotifier Notifier() => new(_http, _service.Address, Secret, TimeProvider.System);
}
