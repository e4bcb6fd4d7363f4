using System.Text.Json.Nodes;
using CsCheck;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Teams;
using OpsWorker.Testing;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Notifiers.Tests;

public sealed class TeamsTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private HttpStandIn _service = null!;

    public async ValueTask InitializeAsync() => _service = await HttpStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    /// <summary>The text of a card as people see it.</summary>
    public static string TextOf(string body) => string.Join('\n', JsonNode.Parse(body)!["attachments"]![0]!["content"]!["body"]!.AsArray()
        .SelectMany(e => e!["facts"] is JsonArray facts
            ? facts.Select(f => $"{f!["title"]}: {f["value"]}")
            : [e["text"]!.GetValue<string>()])).Replace("\\", "", StringComparison.Ordinal);

    [Fact]
    public async Task The_body_is_an_adaptive_card_in_the_form_of_a_workflows_webhook()
    {
        await Notifier().SendAsync(Views.Reported(), TestContext.Current.CancellationToken);

        var message = JsonNode.Parse(_service.Requests.ShouldHaveSingleItem().Body)!;
        message["type"]!.GetValue<string>().ShouldBe("message");
        var card = message["attachments"]![0]!;
        card["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        card["content"]!["type"]!.GetValue<string>().ShouldBe("AdaptiveCard");
        card["content"]!["version"]!.GetValue<string>().ShouldBe("1.4");
        card["content"]!["body"]![0]!["type"]!.GetValue<string>().ShouldBe("TextBlock");
    }

    [Theory]
    [InlineData(429, typeof(NotifierResult.RetryAfter))]
    [InlineData(503, typeof(NotifierResult.RetryAfter))]
    [InlineData(400, typeof(NotifierResult.Rejected))]
    [InlineData(401, typeof(NotifierResult.Rejected))]
    public async Task A_failure_is_retried_where_that_can_help_and_no_reason_has_the_address(int status, Type expected)
    {
        _service.Answer = _ => (status, "no");
        var result = await Notifier("SECRETPATH").SendAsync(Views.Reported(), TestContext.Current.CancellationToken);

        result.ShouldBeOfType(expected);
        result.ToString().ShouldNotContain("SECRETPATH");
    }

    [Fact]
    public async Task A_service_that_names_a_time_is_waited_for()
    {
        (_service.Answer, _service.RetryAfter) = (_ => (429, ""), "17");

        (await Notifier().SendAsync(Views.Reported(), TestContext.Current.CancellationToken))
            .ShouldBeOfType<NotifierResult.RetryAfter>().Delay.ShouldBe(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public void A_card_of_any_text_stays_below_the_limit_of_Teams() => AnyText.UpTo100.Holds(
        text =>
        {
            var view = Views.Titled(string.Concat(Enumerable.Repeat(text, 50)));
            var message = new StagedMessage("msg_1", IncidentStep.Outcome, view);
            var card = TeamsMessage.Of(Content.IncidentText.Of(message));
            var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(card, NotifierJson.Default.TeamsMessage);
            json.Length.ShouldBeLessThan(28 * 1024);
        },
        iter: 200);

    [Fact]
    public void No_text_is_Markdown_in_a_card()
    {
        foreach (var payload in InjectionCorpus.All)
        {
            var message = new StagedMessage("msg_1", IncidentStep.Outcome, Views.Titled(payload.Text));
            foreach (var block in TeamsMessage.Of(Content.IncidentText.Of(message)).Attachments[0].Content.Body.OfType<TextBlock>())
            {
                // Without the escapes nothing is left that opens emphasis, code, a link, an image or HTML.
                var text = block.Text;
                for (var at = 0; at < text.Length; at++)
                {
                    if (text[at] == '\\') at++;
                    else "`*_[]<>".Contains(text[at], StringComparison.Ordinal).ShouldBeFalse($"{payload.Text}: {text}");
                }
            }
        }
    }

    private TeamsNotifier Notifier(string path = "") => new(_http, new Uri(_service.Address, path), TimeProvider.System);
}
