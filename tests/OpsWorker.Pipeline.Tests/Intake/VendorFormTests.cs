using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>
/// Forms of each vendor's payloads, a file for each source in the folder <c>Vendors</c>: what fires and what is resolved, tests and
/// notices, missing and null fields, numbers as text, templates of owners, long text. The expected parts were written from the vendors'
/// documentation: status, severity, start and end; name; place; link. <c>{"@json": …}</c> stands for a text of that JSON.
/// </summary>
public sealed class VendorFormTests
{
    private const string LongTextMark = "@long@";
    private const string JsonMark = "@json";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Intake/Vendors");
    private static readonly string LongText = new('x', 100_000);

    public static TheoryData<string> Sources() =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_form_is_read_as_its_vendor_means_it(string source)
    {
        var forms = Forms(source);

        forms.Count.ShouldBeGreaterThanOrEqualTo(12);
        string.Join('\n', forms.SelectMany(form => Read(source, form).Select(line => $"{form.Case}: {line}")))
            .ShouldBe(string.Join('\n', forms.SelectMany(form => form.Expected.Select(line => $"{form.Case}: {line}"))));
    }

    [Fact]
    public void Every_source_has_forms() =>
        Sources().Select(row => row.Data).ShouldBe(
            AlertSources.All.Select(source => source.Name).Where(name => name != "victoriametrics").Order(StringComparer.Ordinal));

    private static List<Form> Forms(string source)
    {
        var forms = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Folder, $"{source}.json")).Replace(LongTextMark, LongText, StringComparison.Ordinal));
        return [.. forms!.AsArray().Select(form => Form.Read(form!.AsObject()))];
    }

    private static JsonNode? WithTexts(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } marked when marked[JsonMark] is { } inner => JsonValue.Create(WithTexts(inner)!.ToJsonString()),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, WithTexts(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithTexts)]),
        _ => node?.DeepClone(),
    };

    private static List<string> Read(string source, Form form)
    {
        try
        {
            var batch = AlertSources.Find(source)!.Read(form.Payload, Payloads.Organisation, Payloads.ReceivedAt);
            return
            [
                .. batch.Alerts.Select(a => string.Join(" | ", $"{a.Status} {a.Severity} {Time(a.StartsAt)} {Time(a.EndsAt)}", a.Name,
                    PayloadFile.Where(a.Resource), a.GeneratorUrl ?? "-")),
                .. batch.Skipped.Select(skipped => $"skipped | {form.WordOf(skipped.Problem)}"),
                .. batch.Refused.Select(refused => $"refused | {refused.Field}"),
            ];
        }
        catch (InvalidPayloadException e)
        {
            return [$"refused | {e.Field}"];
        }
    }

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    private sealed record Form(string Case, IReadOnlyList<string> Expected, JsonElement Payload)
    {
        public static Form Read(JsonObject form) => new(
            (string)form["case"]!,
            [.. form["expect"]!.AsArray().Select(line => string.Join(" | ", line!.AsArray().Select(part => (string)part!)))],
            JsonSerializer.SerializeToElement(WithTexts(form["payload"])));

        /// <summary>The word that is expected in a reason, or the whole reason where it lacks the word.</summary>
        public string WordOf(string reason) => Expected.Select(line => line.Split(" | ")[^1])
            .FirstOrDefault(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase)) ?? reason;
    }
}
