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

    [Theory]
    [InlineData(false, "order of bob@shop.test with 4111 1111 1111 1111 failed", "ops@shop.test", "mailto:ops@shop.test")]
    [InlineData(true, "order of [masked:mail:1] with [masked:card:2] failed", "[masked:mail:1]", "mailto:[masked:mail:1]")]
    public async Task Mail_addresses_and_card_numbers_are_masked_where_that_is_switched_on(
        bool masksPersonalData, string text, string owner, string link)
    {
        var alert = Payloads.Alert();
        alert["annotations"] = new JsonObject
        {
            ["summary"] = "order of bob@shop.test with 4111 1111 1111 1111 failed",
            ["description"] = "order of bob@shop.test with 4111 1111 1111 1111 failed",
            ["owner"] = "ops@shop.test",
        };
        alert["generatorURL"] = "mailto:ops@shop.test";

        await Payloads.AcceptAsync(world, _organisation, Bytes(Payloads.Of(alert)), masksPersonalData);

        var queued = (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
        queued.Summary.ShouldBe(text);
        queued.Description.ShouldBe(text);
        queued.Annotations["owner"].ShouldBe(owner);
        queued.GeneratorUrl.ShouldBe(link);
        queued.Original.ShouldNotBeNull().Contains("bob@shop.test", StringComparison.Ordinal).ShouldBe(!masksPersonalData);
        queued.Original.Contains("4111 1111", StringComparison.Ordinal).ShouldBe(!masksPersonalData);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("off", false)]
    [InlineData("False", false)]
    [InlineData("on", true)]
    [InlineData("TRUE", true)]
    public void The_setting_is_on_or_off(string? text, bool value) => AlertMasking.ReadSetting(text).ShouldBe(value);

    [Fact]
    public void Any_other_value_of_the_setting_is_refused_by_its_name() =>
        Should.Throw<FormatException>(() => AlertMasking.ReadSetting("yes")).Message
            .ShouldBe("MaskPersonalData is \"yes\"; \"on\" or \"off\" was expected.");

    [Theory]
    [InlineData(0)]
    [InlineData(IntakeLimits.MaxTextLength - 30)]
    [InlineData(IntakeLimits.MaxTextLength - 5)]
    [InlineData((4 * IntakeLimits.MaxTextLength) - 12)]
    [InlineData((4 * IntakeLimits.MaxTextLength) - 3)]
    public async Task A_secret_in_a_text_that_is_cut_is_masked_or_cut_off(int at)
    {
        var alert = Payloads.Alert();
        var filler = string.Concat(Enumerable.Repeat("lorem ipsum ", 10_000));
        alert["annotations"]!["description"] = $"{filler[..at]} password=hunter2x {filler}";

        await AcceptAsync(Payloads.Of(alert));

        var queued = (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
        queued.Description!.ShouldNotContain("hunt");
        queued.Annotations["description"].ShouldNotContain("hunt");
        queued.Original?.ShouldNotContain("hunt");
    }

    [Fact]
    public async Task The_original_is_kept_without_its_secrets()
    {
        var alert = Payloads.Alert();
        alert["annotations"]!["api_token"] = "hunter2x";
        alert["extra"] = "login with password=hunter2x failed";

        await AcceptAsync(Payloads.Of(alert));

        var original = (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem().Original!;
        original.ShouldNotContain("hunter2x");
        JsonNode.Parse(original)!["extra"]!.GetValue<string>().ShouldStartWith("login with password=[masked:password:");
    }

    [Fact]
    public async Task Of_a_payload_without_a_readable_alert_nothing_is_queued()
    {
        await RefusedAsync(Bytes(Payloads.Of(null, new JsonObject { ["startsAt"] = "x" })), "alerts[0]");

        (await Payloads.QueuedAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_payload_is_passed_over()
    {
        await Payloads.AcceptAsync(world, _organisation, [.. Encoding.UTF8.Preamble, .. Bytes(Payloads.Of(Payloads.Alert()))]);

        (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Ten_thousand_alerts_are_accepted_and_the_rest_is_counted()
    {
        var batch = await AcceptAsync(Payloads.Of([.. Enumerable.Range(0, IntakeLimits.MaxAlerts + 2).Select(Small)]));

        (batch.Alerts.Count, batch.Truncated).ShouldBe((10_000, 2));
        (await Payloads.QueuedAsync(world)).Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task The_kept_original_differs_without_a_repeat_being_new()
    {
        var alert = Payloads.Alert();
        await AcceptAsync(Payloads.Of(alert.DeepClone()));
        alert["endsAt"] = "2026-03-01T03:05:00Z";
        await AcceptAsync(Payloads.Of(alert));

        (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData('x')]
    [InlineData('<')]
    [InlineData('\u0001')]
    [InlineData('é')]
    [InlineData('测')]
    public async Task An_oversized_annotation_is_cut_and_marked_whatever_its_characters(char character)
    {
        var large = Payloads.Alert();
        large["annotations"]!["description"] = new string(character, 200_000);

        var batch = await AcceptAsync(Payloads.Of(Numbered(1), large, Numbered(2)));

        batch.Refused.ShouldBeEmpty();
        var queued = await Payloads.QueuedAsync(world);
        queued.Count.ShouldBe(3);
        var cut = queued.Single(a => a.Description!.Length > 100);
        cut.Description.ShouldEndWith("… [cut: 200000 characters]");
        cut.Description!.Length.ShouldBeLessThanOrEqualTo(IntakeLimits.MaxTextLength);
        cut.Annotations["description"].ShouldBe(cut.Description);
        cut.Summary.ShouldBe("A pod is not ready");
    }

    [Fact]
    public async Task An_alert_of_thousands_of_labels_is_accepted_with_the_first_of_them()
    {
        var labels = new JsonObject(Enumerable.Range(0, 20_000).Select(i =>
            KeyValuePair.Create(new string('n', 300) + i, (JsonNode?)new string('v', 100))));
        var alert = Payloads.Alert();
        alert["labels"] = labels;

        await AcceptAsync(Payloads.Of(alert));

        var queued = (await Payloads.QueuedAsync(world)).ShouldHaveSingleItem();
        queued.Labels.Count.ShouldBeLessThan(600);
        queued.Annotations["opsworker_cut"].ShouldEndWith(" labels and annotations were left out.");
    }

    [Fact]
    public async Task A_payload_that_is_too_large_is_refused()
    {
        var refused = await RefusedAsync(new byte[IntakeLimits.MaxPayloadBytes + 1], "");

        (refused.Message, refused.TooLarge).ShouldBe(("The payload is larger than 10485760 bytes.", true));
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
        (await RefusedAsync(Encoding.UTF8.GetBytes(OneAlert(field)), "alerts[0]")).Message
            .ShouldBe("Has a string that is not valid Unicode.");

    [Theory]
    [InlineData(0xff)]
    [InlineData(0xc0)]
    [InlineData(0x80)]
    public async Task Bytes_that_are_no_UTF_8_are_refused(int bad)
    {
        var payload = Encoding.UTF8.GetBytes(OneAlert(@"""labels"":{""a"":""#""}"));
        payload[Array.IndexOf(payload, (byte)'#')] = (byte)bad;

        await RefusedAsync(payload, "alerts[0]");
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
