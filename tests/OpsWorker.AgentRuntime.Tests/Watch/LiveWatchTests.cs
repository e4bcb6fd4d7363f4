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
    private readonly ConcurrentQueue<string> _told = new();
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
    public async Task A_watch_begins_with_what_is_there_and_goes_on_with_what_changes()
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
    public async Task A_stream_that_ends_or_is_cut_goes_on_from_the_last_version_that_was_told(bool isCut)
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
    public async Task A_bookmark_moves_the_version_on_where_nothing_changes()
    {
        await WatchAsync(Pods);

        _live.Server.Changes.Bookmark();
        _live.Server.Changes.EndWatches();

        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(Watches().Any(w => w.Path.Contains("&resourceVersion=1001&", StringComparison.Ordinal))), "a watch from the bookmark on");
        _told.Count(t => t == "Listed").ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_is_no_longer_known_leads_to_a_new_list(bool isRefused)
    {
        _live.Server.Changes.RefusesForgottenVersions = isRefused;
        await WatchAsync(Pods);

        _live.Server.Changes.Forget();
        _live.Server.Changes.EndWatches();

        await ShouldBeToldAsync(
            "Listing", "Present db-0", "Present web-1", "Listed", "Listing", "Present db-0", "Present web-1", "Listed");
        await ShouldBeOpenAsync(1);
        _live.Server.Changes.Put("pods", Pod("api-0"));
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_told.Contains("Present api-0")), "the change after the new list", Told);
    }

    [Fact]
    public async Task A_stream_that_says_it_is_too_old_leads_to_a_new_list()
    {
        await WatchAsync(Pods);

        _live.Server.Changes.ExpireWatches();

        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_told.Count(t => t == "Listed") == 2), "the second list", Told);
    }

    [Fact]
    public async Task What_is_refused_does_not_keep_the_rest_from_being_watched()
    {
        _live.Server.ForbiddenResources.Add("nodes");
        _running = _watcher.RunAsync([new WatchTarget("nodes"), Pods], Take, _stop.Token);
        await ShouldBeOpenAsync(1);

        _live.Server.Changes.Put("pods", Pod("api-0"));

        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_told.Contains("Present api-0")), "the pod", Told);
        _live.Server.ForbiddenResources.Clear();
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_told.Contains("Present node-1")), "the node, once it is allowed", Told);
    }

    [Fact]
    public async Task Objects_are_chosen_by_their_fields_in_lists_and_streams()
    {
        await WatchAsync(new WatchTarget("events", null, "type=Warning"));

        _live.Server.Changes.Put("events", """{"metadata":{"name":"e3","namespace":"shop"},"type":"Normal"}""");
        _live.Server.Changes.Put("events", """{"metadata":{"name":"e4","namespace":"shop"},"type":"Warning"}""");

        await ShouldBeToldAsync("Listing", "Present e1", "Listed", "Present e4");
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_or_taken_is_passed_over()
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
        if (change.Object?.Name == "chokes") throw new ArithmeticException("as told");
        _told.Enqueue(change.Object is { } value ? $"{change.Kind} {value.Name}" : change.Kind.ToString());
    }

    private Task ShouldBeOpenAsync(int count) => Eventually.ShouldBeTrueAsync(
        () => Task.FromResult(_live.Server.Changes.OpenWatches == count), $"{count} open watches", Told);

    private Task ShouldBeToldAsync(params string[] expected) => Eventually.ShouldBeTrueAsync(
        () => Task.FromResult(_told.SequenceEqual(expected)), string.Join(", ", expected), Told);

    private string Told() => string.Join(", ", _told);

    private IReadOnlyList<StandInRequest> Watches() => [.. _live.Server.Requests.Where(r => r.Path.Contains("watch=1", StringComparison.Ordinal))];

    private static string Pod(string name, string inNamespace = "shop") => $$$"""{"metadata":{"name":"{{{name}}}","namespace":"{{{inNamespace}}}"}}""";
}
