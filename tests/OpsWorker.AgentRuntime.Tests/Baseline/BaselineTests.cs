using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.AgentRuntime.Baseline;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.AgentRuntime.Tests.Commands;
using OpsWorker.AgentRuntime.Tests.Detection;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing;

namespace OpsWorker.AgentRuntime.Tests.Baseline;

public sealed class BaselineTests
{
    private const string Line = "ERROR dial tcp 10.96.0.5:5432: connect: connection refused";

    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly BaselineBook _book;

    public BaselineTests() => _book = new BaselineBook(_time);

    [Fact]
    public void A_fingerprint_keeps_its_first_sighting_and_is_forgotten_a_week_after_the_last()
    {
        _book.Note("shop", ["a", "a", "b"]);
        _time.Advance(TimeSpan.FromDays(6));
        _book.Note("shop", ["a"]);
        _time.Advance(TimeSpan.FromDays(2));

        var known = Sightings("shop").ShouldHaveSingleItem();

        known.GetProperty("fingerprint").GetString().ShouldBe("a");
        known.GetProperty("first").GetDateTimeOffset().ShouldBe(TestClock.Start);
        known.GetProperty("count").GetInt32().ShouldBe(2);
        Sightings("other").ShouldBeEmpty();
    }

    [Fact]
    public void Of_more_than_can_be_kept_those_that_were_seen_least_lately_are_forgotten()
    {
        _book.Note("shop", ["old"]);
        _time.Advance(TimeSpan.FromMinutes(5));
        _book.Note("shop", Enumerable.Range(0, BaselineBook.MaxEntries).Select(i => $"f{i}"));

        _book.Count.ShouldBe(BaselineBook.MaxEntries);
        Sightings("shop").ShouldNotContain(s => s.GetProperty("fingerprint").GetString() == "old");
    }

    [Fact]
    public async Task A_look_takes_the_next_quiet_namespace_and_remembers_trouble_and_nothing_else()
    {
        var world = new DetectionWorld();
        world.Show("pods", BrokenObjects.CrashLooping("checkout-7c9d4f-aaaaa"));
        world.PassSeconds(600);

        await Observer(world).LookAsync(TestContext.Current.CancellationToken);

        Fingerprints(null).ShouldBe([Fingerprint.OfLine("tools", "web-7d4b9c8f6d-abcde", Line)]);
    }

    [Fact]
    public async Task A_look_goes_first_to_where_a_problem_has_ended()
    {
        var world = new DetectionWorld();
        var observer = Observer(world);
        await observer.LookAsync(TestContext.Current.CancellationToken);
        world.Show("pods", BrokenObjects.CrashLooping("checkout-7c9d4f-aaaaa"));
        world.PassSeconds(600);
        world.Show("pods", BrokenObjects.Running("checkout-7c9d4f-aaaaa"));
        world.PassSeconds(600);

        await observer.LookAsync(TestContext.Current.CancellationToken);

        Sightings("shop").ShouldHaveSingleItem().GetProperty("count").GetInt32().ShouldBe(2);
        Sightings("tools").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_book_answers_for_the_cluster()
    {
        _book.Note("shop", ["a"]);
        var reader = new BaselineReader(new ScriptedReader((query, _) => Task.FromResult(Answer(query))), _book, _time);

        var answer = await reader.ReadAsync(
            new Query { Verb = QueryVerb.Discover, Resource = Query.Baseline, Namespace = "shop" }, TestContext.Current.CancellationToken);

        ClusterState.From([new("e1-1", answer)]).Baseline.Keys.ShouldBe(["a"]);
    }

    private BaselineObserver Observer(DetectionWorld world)
    {
        var reader = new ScriptedReader((query, _) => Task.FromResult(Answer(query)));
        var executor = new QueryExecutor(reader, new QueryLimits(), _time, NullLogger<QueryExecutor>.Instance);
        return new BaselineObserver(executor, _book, world.Detector, _time, NullLogger<BaselineObserver>.Instance);
    }

    private IEnumerable<string?> Fingerprints(string? ns) => Sightings(ns).Select(s => s.GetProperty("fingerprint").GetString());

    private IReadOnlyList<JsonElement> Sightings(string? ns)
    {
        using var json = JsonDocument.Parse(_book.ToJson(ns));
        return [.. json.RootElement.Clone().GetProperty("baseline").EnumerateArray()];
    }

    private QueryResult Answer(Query query) => new()
    {
        Query = query,
        Outcome = QueryOutcome.Success,
        Content = (query.Verb, query.Resource) switch
        {
            (QueryVerb.Logs, _) => $"""
                ==== START logs for container main of pod {query.Namespace}/web-7d4b9c8f6d-abcde ====
                INFO served 200
                {Line}
                ==== END logs for container main of pod {query.Namespace}/web-7d4b9c8f6d-abcde ====
                """,
            (_, "namespaces") => """{"kind":"NamespaceList","items":[{"metadata":{"name":"shop"}},{"metadata":{"name":"tools"}}]}""",
            _ => """{"kind":"EventList","items":[]}""",
        },
        CollectedAt = _time.GetUtcNow(),
    };
}
