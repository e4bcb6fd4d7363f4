using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

public sealed class IntakePropertyTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private static readonly string[] Texts =
    [
        "4", "firing", "resolved", "", " ", "2026-03-01T02:55:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999-14:00",
        "severity", "critical", "\u0000", "\uD83D", "🚒", "x",
    ];

    private static readonly string[] Names =
    [
        "version", "status", "alerts", "labels", "annotations", "startsAt", "endsAt", "fingerprint", "generatorURL",
        "truncatedAlerts", "alertname", "x",
    ];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.OneOf(Texts).Select(Quoted),
        Gen.OneOf("null", "true", "false", "0", "-1", "12", "1e400", "99999999999999999999", "1.5"));

    private static readonly Gen<string> Payload =
        from alerts in Object(2).List[0, 60]
        from more in Object(1)
        select $$"""{"version":"4","alerts":[{{string.Join(',', alerts)}}],{{more[1..]}}""".Replace(",}", "}", StringComparison.Ordinal);

    private static readonly Gen<Alert> Alerts =
        from name in Gen.OneOf("KubePodNotReady", "测试", "a\"b\\c", "<b>")
        from labels in Gen.Select(Gen.OneOf("a", "b.c", "é", "").Array[2], Gen.OneOf("", "1", "🚒 x", "\n\t").Array[2])
        from resolved in Gen.Bool
        from ticks in Gen.Int[0, int.MaxValue]
        from fingerprint in Gen.Int[0, 1000]
        let startsAt = Samples.Start.AddTicks(ticks)
        select new Alert
        {
            Id = Alert.IdOf(Payloads.Organisation, "alertmanager", $"f{fingerprint}", startsAt),
            Organisation = Payloads.Organisation,
            Source = "alertmanager",
            Fingerprint = $"f{fingerprint}",
            Status = resolved ? AlertStatus.Resolved : AlertStatus.Firing,
            Name = name,
            Severity = Severity.Error,
            Summary = labels.Item2[0].Trim().Length > 0 ? labels.Item2[0] : null,
            Labels = Dictionary(("alertname", name), ("severity", "error"), (labels.Item1[0] + "1", labels.Item2[1])),
            Annotations = Dictionary(("summary", labels.Item2[0]), (labels.Item1[1] + "2", labels.Item2[1])),
            StartsAt = startsAt,
            EndsAt = resolved ? startsAt.AddTicks(fingerprint) : null,
            ReceivedAt = Payloads.ReceivedAt,
        };

    [Fact]
    public Task Any_JSON_is_taken_or_refused_as_a_payload() =>
        Gen.OneOf(Payload, Json(4)).HoldsAsync(TryAcceptAsync, iter: 400, threads: 1);

    [Fact]
    public Task Any_bytes_are_taken_or_refused_as_a_payload() =>
        Gen.Byte.Array[0, 100].HoldsAsync(bytes => TryAcceptAsync(Encoding.Latin1.GetString(bytes)), iter: 200, threads: 1);

    [Fact]
    public void Alerts_written_as_a_payload_are_read_as_they_were() =>
        Alerts.List[1, 100].Holds(
            alerts =>
            {
                var payload = Payloads.Of([.. alerts.Select(Written)]);
                Plain(Payloads.Read(payload).Alerts).ShouldBe(Plain(alerts));
            },
            iter: 200);

    private static Gen<string> Json(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency<string>((2, Scalar), (2, Object(depth)), (1, Json(depth - 1).List[0, 4].Select(i => $"[{string.Join(',', i)}]")));

    private static Gen<string> Object(int depth) =>
        (from name in Gen.OneOf(Names)
         from value in Json(depth - 1)
         select $"{Quoted(name)}:{value}").List[0, 8].Select(fields => "{" + string.Join(',', fields) + "}");

    private async Task TryAcceptAsync(string payload)
    {
        try
        {
            await Payloads.AcceptAsync(world, Payloads.Organisation, Encoding.UTF8.GetBytes(payload));
        }
        catch (InvalidPayloadException e)
        {
            e.Message.ShouldNotBeEmpty();
        }
    }

    private static string Quoted(string text) => "\"" + string.Concat(text.Select(c => $"\\u{(int)c:x4}")) + "\"";

    private static JsonNode Written(Alert alert) => new JsonObject
    {
        ["status"] = alert.Status == AlertStatus.Firing ? "firing" : "resolved",
        ["labels"] = Written(alert.Labels),
        ["annotations"] = Written(alert.Annotations),
        ["startsAt"] = alert.StartsAt.ToString("O"),
        ["endsAt"] = alert.EndsAt?.ToString("O") ?? "0001-01-01T00:00:00Z",
        ["generatorURL"] = alert.GeneratorUrl ?? "",
        ["fingerprint"] = alert.Fingerprint,
    };

    private static JsonObject Written(IReadOnlyDictionary<string, string> texts) =>
        new(texts.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value)));

    private static Dictionary<string, string> Dictionary(params (string Name, string Value)[] texts) =>
        texts.ToDictionary(t => t.Name, t => t.Value);

    private static string Plain(IEnumerable<Alert> alerts) =>
        string.Join('\n', alerts.Select(a => JsonSerializer.Serialize(a with { Original = null }, CoreJson.Default.Alert)));
}
