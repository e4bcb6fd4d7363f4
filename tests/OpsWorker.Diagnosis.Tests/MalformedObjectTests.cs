using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests;

/// <summary>The recorded cluster of the demonstration, with fields that are null, of another type, or absurd.</summary>
public sealed partial class MalformedObjectTests
{
    private static readonly string[] Replacements =
    [
        "null", "true", "-1", "0", "2147483647", "1e308", "79228162514264337593543950335", "\"\"", "\"-5Ei\"", "\"79228162514264337593543950335\"",
        "\"[.:/\\\"\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"\\u0000\\uD83D\\uDE92\"", "[]", "[null]", "{}", "{\"\":null}", "[{}]", "\"%\"",
    ];

    private static readonly Gen<(int Answer, int Field, string Value)> Damage =
        from answer in Gen.Int[0, int.MaxValue - 1]
        from field in Gen.Int[0, int.MaxValue - 1]
        from value in Gen.OneOf(Replacements)
        select (answer, field, value);

    [Fact]
    public async Task No_detector_fails_on_malformed_objects()
    {
        var scope = new Scope { Namespace = "shop", StartsAt = new DateTimeOffset(2026, 3, 14, 3, 5, 10, TimeSpan.Zero) };
        var recorded = await RecordedAsync(scope);
        var engine = new DiagnosisEngine(DetectorCatalogue.All);

        Damage.Array[60].Holds(
            damages => engine.Run(ClusterState.From(Damaged(recorded, damages)), scope)
                .LookedAt.Where(l => l.Contains(" failed: ")).ShouldBeEmpty(),
            iter: 50);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task No_detector_fails_where_every_time_is_at_the_end_of_its_range(string time)
    {
        var scope = new Scope { Namespace = "shop", StartsAt = new DateTimeOffset(2026, 3, 14, 3, 5, 10, TimeSpan.Zero) };
        var recorded = await RecordedAsync(scope);
        var moved = recorded.Select(e => e with
        {
            Result = e.Result with { Content = AnyTime().Replace(e.Result.Content, $"\"{time}\"") },
        });

        new DiagnosisEngine(DetectorCatalogue.All).Run(ClusterState.From([.. moved]), scope)
            .LookedAt.Where(l => l.Contains(" failed: ")).ShouldBeEmpty();
    }

    private static async Task<List<Core.Findings.Evidence>> RecordedAsync(Scope scope)
    {
        var reader = DumpReader.Open(Path.Combine(Repository.Root, "src", "OpsWorker.Server", "Demo", "cluster"));
        var evidence = new List<Core.Findings.Evidence>();
        foreach (var query in Plan.For(scope))
        {
            evidence.Add(new Core.Findings.Evidence($"e1-{evidence.Count + 1}", await reader.ReadAsync(query, TestContext.Current.CancellationToken)));
        }

        return evidence;
    }

    private static List<Core.Findings.Evidence> Damaged(List<Core.Findings.Evidence> recorded, IEnumerable<(int Answer, int Field, string Value)> damages)
    {
        var json = recorded.Where(e => e.Result is { Outcome: QueryOutcome.Success, Query.Verb: not QueryVerb.Logs }).ToList();
        var damaged = new Dictionary<string, JsonNode>();
        foreach (var (answer, field, value) in damages)
        {
            var chosen = json[answer % json.Count];
            if (!damaged.TryGetValue(chosen.Id, out var root)) damaged[chosen.Id] = root = JsonNode.Parse(chosen.Result.Content)!;
            var fields = Fields(root).ToList();
            if (fields.Count > 0) fields[field % fields.Count](JsonNode.Parse(value));
        }

        return [.. recorded.Select(e => damaged.TryGetValue(e.Id, out var root)
            ? e with { Result = e.Result with { Content = root.ToJsonString() } }
            : e)];
    }

    /// <summary>What sets each field and each item below a node.</summary>
    private static IEnumerable<Action<JsonNode?>> Fields(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(m => m.Key).SelectMany(
            key => Fields(members[key]).Append(value => members[key] = value)),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(
            i => Fields(items[i]).Append(value => items[i] = value)),
        _ => [],
    };

    [GeneratedRegex("\"20[0-9-]+T[0-9:.]+Z\"", RegexOptions.None, 1000)]
    private static partial Regex AnyTime();
}
