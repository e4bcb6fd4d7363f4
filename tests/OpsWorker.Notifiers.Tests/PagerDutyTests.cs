using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.PagerDuty;
using OpsWorker.Testing;

namespace OpsWorker.Notifiers.Tests;

public sealed class PagerDutyTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly List<string> _notes = [];
    private HttpStandIn _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await HttpStandIn.StartAsync();
        _service.Answer = Serve;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task The_outcome_is_a_note_of_the_incident_that_the_alert_came_from()
    {
        await Notifier().SendAsync(Views.FromPagerDuty(), Cancel);

        _notes.ShouldHaveSingleItem().ShouldContain("Secret payments-db does not exist");
        var post = _service.Requests.Single(r => r.Method == "POST");
        post.Path.ShouldBe("/incidents/Q0ABC/notes");
        post.Headers["Authorization"].ShouldBe("Token token=TOKEN");
        post.Headers["From"].ShouldBe("bot@example.com");
    }

    [Fact]
    public async Task A_command_that_does_not_fit_is_left_out_whole()
    {
        string[] commands =
            [.. Enumerable.Range(0, 10).Select(i => $"kubectl describe pod/{new string((char)('a' + i), i == 0 ? 2_000 : 1_900)} -n shop")];
        var view = Views.FromPagerDuty();
        view = IncidentSamples.Reported(view.Incident, DiagnosisSamples.FoundWith(commands), DiagnosisSamples.Headline);

        await Notifier().SendAsync(view, Cancel);

        var lines = _notes.ShouldHaveSingleItem().Split('\n');
        lines.Where(line => line.StartsWith("kubectl", StringComparison.Ordinal)).ShouldBe(commands[1..]);
        lines[^1].ShouldStartWith($"OpsWorker {view.Incident.Id} ");
    }

    [Fact]
    public async Task A_note_whose_answer_was_lost_is_not_added_again()
    {
        _service.Answer = request =>
        {
            _service.LoseAnswers = request.Method == "POST";
            return Serve(request);
        };
        (await Notifier().SendAsync(Views.FromPagerDuty(), Cancel)).ShouldBeOfType<NotifierResult.RetryAfter>();
        (await Notifier().SendAsync(Views.FromPagerDuty(), Cancel)).ShouldBeOfType<NotifierResult.Delivered>();

        _notes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("https://example.com/incidents/Q0ABC")]
    [InlineData("https://example.pagerduty.com.evil.example/incidents/Q0ABC")]
    [InlineData("https://example.pagerduty.com/incidents/Q0%2F..%2Fusers")]
    [InlineData("https://example.pagerduty.com/services/Q0ABC")]
    public async Task Another_link_is_no_incident(string url)
    {
        (await Notifier().SendAsync(Views.FromPagerDuty(url), Cancel)).ShouldBeOfType<NotifierResult.Delivered>();

        _service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_incident_of_another_source_gets_no_note()
    {
        await Notifier().SendAsync(Views.Reported(), Cancel);

        _service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_token_is_refused_with_what_to_compare_and_without_it()
    {
        _service.Answer = _ => (401, "");

        var reason = (await Notifier().SendAsync(Views.FromPagerDuty(), Cancel)).ShouldBeOfType<NotifierResult.Rejected>().Reason;
        reason.ShouldContain("credential");
        reason.ShouldNotContain("TOKEN");
    }

    private (int Status, string Body) Serve(StandInRequest request)
    {
        if (request.Method == "POST") _notes.Add(JsonNode.Parse(request.Body)!["note"]!["content"]!.GetValue<string>());
        var notes = new JsonArray([.. _notes.Select(note => new JsonObject { ["content"] = note, ["id"] = "P1" })]);
        return (200, JsonSerializer.Serialize(new JsonObject { ["notes"] = notes }));
    }

    private PagerDutyNotifier Notifier() =>
        new(_http, new PagerDutyOptions("TOKEN", "bot@example.com") { ApiBaseUrl = _service.Address }, TimeProvider.System);
}
