using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Intake;

public sealed class IntakeServiceTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private readonly OrganisationId _organisation = PipelineWorld.NewOrganisation();

    [Fact]
    public async Task Each_alert_of_a_payload_is_queued()
    {
        var batch = await AcceptAsync(Payloads.Of([.. Enumerable.Range(0, 25).Select(Numbered)]));

        var queued = await Payloads.QueuedAsync(world);
        queued.Select(a => a.Id).ShouldBe(batch.Alerts.Select(a => a.Id), ignoreOrder: true);
        queued.ShouldAllBe(a => a.Organisation == _organisation && a.ReceivedAt == world.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_payload_that_is_repeated_within_five_minutes_is_queued_once()
    {
        await AcceptAsync(Payloads.Of(Payloads.Alert()));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync(Payloads.Of(Payloads.Alert()));

        (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_resolution_of_an_alert_is_queued_after_its_beginning()
    {
        await AcceptAsync(Payloads.Of(Payloads.Alert()));
        await AcceptAsync(Payloads.Of(Payloads.Alert("resolved")));

        (await Payloads.QueuedAsync(world)).Select(a => a.Status).ShouldBe([AlertStatus.Firing, AlertStatus.Resolved]);
    }

    [Fact]
    public async Task Secrets_in_an_alerts_texts_are_masked_before_it_is_queued()
    {
        var alert = Payloads.Alert();
        alert["annotations"] = new JsonObject
        {
            ["summary"] = "login with password=hunter2x failed",
            ["description"] = "dial postgres://app:hunter2x@db:5432/orders",
            ["api_token"] = "hunter2x",
            ["runbook"] = "https://runbooks.test/db",
        };
        alert["generatorURL"] = "https://u:hunter2x@prometheus.test/graph?g0.expr=up";

        await AcceptAsync(Payloads.Of(alert));

        var queued = (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
        queued.Summary.ShouldBe("login with password=[masked:password:1] failed");
        queued.Description.ShouldBe("dial postgres://app:[masked:url-password:1]@db:5432/orders");
        queued.Annotations["api_token"].ShouldBe("[masked:value:1]");
        queued.Annotations["runbook"].ShouldBe("https://runbooks.test/db");
        queued.GeneratorUrl.ShouldBe("https://u:[masked:url-password:1]@prometheus.test/graph?g0.expr=up");
    }

    [Fact]
    public async Task Of_a_payload_that_is_refused_nothing_is_queued()
    {
        await RefusedAsync(Bytes(Payloads.Of(Payloads.Alert(), new JsonObject())), "alerts[1].startsAt");

        (await Payloads.QueuedAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thousand_alerts_are_taken_and_one_more_is_not()
    {
        await AcceptAsync(Payloads.Of([.. Enumerable.Range(0, 1000).Select(Small)]));
        (await Payloads.QueuedAsync(world)).Count.ShouldBe(1000);

        var refused = await RefusedAsync(Bytes(Payloads.Of([.. Enumerable.Range(0, 1001).Select(Small)])), "alerts");
        refused.Message.ShouldBe("Has 1001 entries; at most 1000 are taken.");
        refused.TooLarge.ShouldBeTrue();
    }

    [Theory]
    [InlineData('<')]
    [InlineData('\u0001')]
    [InlineData('é')]
    [InlineData('测')]
    public async Task The_largest_alert_fits_into_a_message_whatever_its_characters(char character)
    {
        var one = Payloads.Alert();
        var bytes = character is < ' ' ? 6 : Encoding.UTF8.GetByteCount([character]);
        one["annotations"]!["description"] = new string(character, (IntakeLimits.MaxAlertBytes - 600) / bytes);
        var json = Payloads.Of(one).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        await Payloads.AcceptAsync(world, _organisation, json);

        (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem().Description!.ShouldAllBe(c => c == character);
    }

    [Fact]
    public async Task An_alert_that_is_too_large_is_refused_with_its_place()
    {
        var large = Payloads.Alert();
        large["annotations"]!["description"] = new string('x', IntakeLimits.MaxAlertBytes);

        var refused = await RefusedAsync(Bytes(Payloads.Of(Payloads.Alert(), large)), "alerts[1]");

        refused.TooLarge.ShouldBeTrue();
    }

    [Fact]
    public async Task A_payload_that_is_too_large_is_refused()
    {
        var refused = await RefusedAsync(new byte[IntakeLimits.MaxPayloadBytes + 1], "");

        (refused.Message, refused.TooLarge).ShouldBe(("The payload is larger than 1048576 bytes.", true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// no\n{}")]
    public async Task What_is_not_JSON_is_refused(string payload) =>
        (await RefusedAsync(Encoding.UTF8.GetBytes(payload), "")).Message.ShouldStartWith("The payload is not JSON: ");

    [Fact]
    public async Task Nesting_is_taken_to_a_limit()
    {
        await Payloads.AcceptAsync(world, _organisation, Nested(IntakeLimits.MaxDepth - 1));
        (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();

        await RefusedAsync(Encoding.UTF8.GetBytes(Nested(IntakeLimits.MaxDepth)), "");
        await RefusedAsync(Encoding.UTF8.GetBytes(Nested(100_000)), "");
    }

    [Theory]
    [InlineData(@"""labels"":{""a"":""\ud800""}")]
    [InlineData(@"""labels"":{""\udc00"":""a""}")]
    [InlineData(@"""annotations"":{""summary"":""\ud83d x""}")]
    [InlineData(@"""fingerprint"":""\udfff""")]
    public async Task Half_a_character_is_refused(string field) =>
        (await RefusedAsync(Encoding.UTF8.GetBytes(OneAlert(field)), "")).Message
            .ShouldBe("The payload has a string that is not valid Unicode.");

    [Theory]
    [InlineData(0xff)]
    [InlineData(0xc0)]
    [InlineData(0x80)]
    public async Task Bytes_that_are_no_UTF_8_are_refused(int bad)
    {
        var payload = Encoding.UTF8.GetBytes(OneAlert(@"""labels"":{""a"":""#""}"));
        payload[Array.IndexOf(payload, (byte)'#')] = (byte)bad;

        await RefusedAsync(payload, "");
        (await Payloads.QueuedAsync(world)).ShouldBeEmpty();
    }

    private Task<AlertBatch> AcceptAsync(JsonObject payload) =>
        Payloads.AcceptAsync(world, _organisation, payload.ToJsonString());

    private async Task<InvalidPayloadException> RefusedAsync(byte[] payload, string field)
    {
        var refused = await Should.ThrowAsync<InvalidPayloadException>(() => Payloads.AcceptAsync(world, _organisation, payload));
        refused.Field.ShouldBe(field);
        return refused;
    }

    private static byte[] Bytes(JsonObject payload) => Encoding.UTF8.GetBytes(payload.ToJsonString());

    private static JsonObject Numbered(int number)
    {
        var alert = Payloads.Alert();
        alert["fingerprint"] = $"f{number}";
        return alert;
    }

    private static JsonNode Small(int number) =>
        new JsonObject { ["startsAt"] = "2026-03-01T02:55:00Z", ["fingerprint"] = $"f{number}" };

    private static string OneAlert(string field) =>
        $$"""{"version":"4","alerts":[{"startsAt":"2026-03-01T02:55:00Z",{{field}}}]}""";

    // The root is the first level.
    private static string Nested(int levels) =>
        $$"""{"x":{{new string('[', levels)}}{{new string(']', levels)}},"version":"4","alerts":[{"startsAt":"2026-03-01T02:55:00Z"}]}""";
}
