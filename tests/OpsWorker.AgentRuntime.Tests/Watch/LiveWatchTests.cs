using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.AgentRuntime.Tests.Watch;

public sealed class LiveWatchTests : IAsyncLifetime
{
    private static readonly WatchTarget Pods = new("pods", "shop");

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<string> _changes = new();
    private LiveFixture _live = null!;
    private LiveWatcher _watcher = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();
        _watcher = new LiveWatcher(_live.Connection(), TimeProvider.System, NullLogger<LiveWatcher>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(_running);
        _watcher.Dispose();
        await _live.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_watch_delivers_the_list_and_then_the_changes()
    {
        await WatchAsync(Pods);

        _live.Server.Changes.Put("pods", Pod("api-0"));
        _live.Server.Changes.Put("pods", Pod("elsewhere", "payments"));
        _live.Server.Changes.Put("services", Pod("api-0"));
        _live.Server.Changes.Delete("pods", "shop", "web-1");

        await ShouldBeToldAsync("Listing", "Present db-0", "Present web-1", "Listed", "Present api-0", "Gone web-1");
        var watch = Watches().ShouldHaveSingleItem();
        watch.Path.ShouldStartWith("/api/v1/namespaces/shop/pods?watch=1&resourceVersion=1000&allowWatchBookmarks=true&timeoutSeconds=");
        watch.Method.ShouldBe("GET");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_ends_or_breaks_resumes_from_the_last_version(bool isCut)
    {
        await WatchAsync(Pods);
        _live.Server.Changes.Put("pods", Pod("api-0"));
        await ShouldBeToldAsync("Listing", "Present db-0", "Present web-1", "Listed", "Present api-0");

        if (isCut) _live.Server.Changes.CutWatches();
        else _live.Server.Changes.EndWatches();
        _live.Server.Changes.Put("pods", Pod("api-1"));

        await ShouldBeToldAsync("Listing", "Present db-0", "Present web-1", "Listed", "Present api-0", "Present api-1");
        Watches()[^1].Path.ShouldContain("&resourceVersion=1001&");
    }

    [Fact]
    public async Task A_bookmark_advances_the_version_without_changes()
    {
        await WatchAsync(Pods);

        _live.Server.Changes.Bookmark();
        _live.Server.Changes.EndWatches();

        await Eventually.ShouldBeTrueAsync(
            () =>
                Task.FromResult(
                    Watches().Any(
                        w => w.Path.Contains("&resourceVersion=1001&", StringComparison.Ordinal))), "a watch from the bookmark on");
        _changes.Count(t => t == "Listed").ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_version_leads_to_a_new_list(bool isRefused)
    {
        _live.Server.Changes.RefusesForgottenVersions = isRefused;
        await WatchAsync(Pods);

        _live.Server.Changes.Forget();
        _live.Server.Changes.EndWatches();

        await ShouldBeToldAsync(
            "Listing", "Present db-0", "Present web-1", "Listed", "Listing", "Present db-0", "Present web-1", "Listed");
        await ShouldBeOpenAsync(1);
        _live.Server.Changes.Put("pods", Pod("api-0"));
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(_changes.Contains("Present api-0")), "the change after the new list", Changes);
    }

    [Fact]
    public async Task A_410_event_in_a_stream_leads_to_a_new_list()
    {
        await WatchAsync(Pods);

        _live.Server.Changes.ExpireWatches();

        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_changes.Count(t => t == "Listed") == 2), "the second list", Changes);
    }

    [Fact]
    public async Task A_refused_resource_does_not_stop_the_other_watches()
    {
        _live.Server.ForbiddenResources.Add("nodes");
        _running = _watcher.RunAsync([new WatchTarget("nodes"), Pods], Take, _stop.Token);
        await ShouldBeOpenAsync(1);

        _live.Server.Changes.Put("pods", Pod("api-0"));

        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_changes.Contains("Present api-0")), "the pod", Changes);
        _live.Server.ForbiddenResources.Clear();
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(_changes.Contains("Present node-1")), "the node, once it is allowed", Changes);
    }

    [Fact]
    public async Task The_field_selector_applies_to_lists_and_streams()
    {
        await WatchAsync(new WatchTarget("events", null, "type=Warning"));

        _live.Server.Changes.Put("events", """{"metadata":{"name":"e3","namespace":"shop"},"type":"Normal"}""");
        _live.Server.Changes.Put("events", """{"metadata":{"name":"e4","namespace":"shop"},"type":"Warning"}""");

        await ShouldBeToldAsync("Listing", "Present e1", "Listed", "Present e4");
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_or_processed_is_skipped()
    {
        await WatchAsync(Pods);

        _live.Server.Changes.Put("pods", """{"metadata":{"name":"odd","namespace":"shop"},"spec":{"containers":"none"}}""");
        _live.Server.Changes.Put("pods", Pod("chokes"));
        _live.Server.Changes.Put("pods", Pod("api-0"));

        await ShouldBeToldAsync("Listing", "Present db-0", "Present web-1", "Listed", "Present api-0");
    }

    private async Task WatchAsync(WatchTarget target)
    {
        _running = _watcher.RunAsync([target], Take, _stop.Token);
        await ShouldBeOpenAsync(1);
    }

    private void Take(WatchChange change)
    {
        if (change.Object?.Name == "chokes") throw new ArithmeticException("on request");
        _changes.Enqueue(change.Object is { } value ? $"{change.Kind} {value.Name}" : change.Kind.ToString());
    }

    private Task ShouldBeOpenAsync(int count) => Eventually.ShouldBeTrueAsync(
        () => Task.FromResult(_live.Server.Changes.OpenWatches == count), $"{count} open watches", Changes);

    private Task ShouldBeToldAsync(params string[] expected) => Eventually.ShouldBeTrueAsync(
        () => Task.FromResult(_changes.SequenceEqual(expected)), string.Join(", ", expected), Changes);

    private string Changes() => string.Join(", ", _changes);

    private IReadOnlyList<StandInRequest> Watches() =>
        [.. _live.Server.Requests.Where(r => r.Path.Contains("watch=1", StringComparison.Ordinal))];

    private static string Pod(string name, string inNamespace = "shop") =>
        $$$"""{"metadata":{"name":"{{{name}}}","namespace":"{{{inNamespace}}}"}}""";
}
