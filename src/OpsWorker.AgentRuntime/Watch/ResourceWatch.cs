using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Readers.Live.Api;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Messaging;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>
/// Lists a resource and watches it from the list's resourceVersion on. A stream that ends or breaks resumes from the last
/// resourceVersion received; 410 Gone leads to a new list. No object is kept.
/// </summary>
internal sealed partial class ResourceWatch(
    KubernetesApi api, ApiDiscovery discovery, WatchTarget target, Action<WatchChange> changed, TimeProvider time, ILogger logger)
{
    /// <summary>Far above etcd's limit for one object, 1.5 MiB.</summary>
    private const int MaxEventBytes = 8 * 1024 * 1024;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 256 };

    // timeoutSeconds of a watch, at random within this range so that watches do not reconnect together.
    private static readonly TimeSpan ShortestStream = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(10);

    // A dead connection is dropped when the server should long have ended the stream.
    private static readonly TimeSpan StreamMargin = TimeSpan.FromSeconds(30);

    // A shorter stream without an event counts as a failure.
    private static readonly TimeSpan TooShort = TimeSpan.FromSeconds(1);

    // A refusal lasts until somebody grants the permission; other failures pass.
    private static readonly Backoff AfterFailure = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    private static readonly Backoff AfterRefusal = AfterFailure with { Longest = TimeSpan.FromMinutes(5) };

    private string? _version;
    private bool _isProgress;

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            _isProgress = false;
            var backoff = AfterFailure;
            try
            {
                if (await discovery.FindAsync(target.Resource, cancellationToken) is not { } resource)
                {
                    throw new ApiException(HttpStatusCode.NotFound, "The server does not have this resource.");
                }

                if (_version is null) await ListAsync(resource, cancellationToken);
                await FollowAsync(resource, cancellationToken);
            }
            catch (ApiException e) when (e.Code == HttpStatusCode.Gone)
            {
                _version = null;
                Outdated(target, e.Message);
            }
            catch (Exception e) when (IsPassing(e, cancellationToken))
            {
                if (e is ApiException { IsTransient: false }) backoff = AfterRefusal;
                Broken(target, e.Message);
            }

            if (_isProgress) failures = 0;
            await Task.Delay(backoff.Pause(failures), time, cancellationToken);
        }
    }

    private async Task ListAsync(ApiResource resource, CancellationToken cancellationToken)
    {
        changed(new WatchChange(target, WatchChangeKind.Listing));
        string? version = null;
        await foreach (var page in ListPager.ReadAsync(
            api, Path(resource), MediaTypes.Json, [("fieldSelector", target.FieldSelector)], cancellationToken))
        {
            using var content = page.Content;
            if (page.StartsAnew)
            {
                changed(new WatchChange(target, WatchChangeKind.Listing));
                version = null;
            }

            // Later pages may have later versions; watching from the first one misses nothing.
            version ??= VersionOf(content.RootElement);
            if (!content.RootElement.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array) continue;
            foreach (var item in items.EnumerateArray()) Publish(WatchChangeKind.Present, item, resource);
        }

        changed(new WatchChange(target, WatchChangeKind.Listed));
        _version = version ?? throw new JsonException("The list has no resource version.");
    }

    private async Task FollowAsync(ApiResource resource, CancellationToken cancellationToken)
    {
        var length = ShortestStream + (Random.Shared.NextDouble() * (LongestStream - ShortestStream));
        using var limit = new CancellationTokenSource(length + StreamMargin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var response = await api.GetStreamAsync(Address(resource, length), MediaTypes.Json, either.Token);
        var opened = time.GetTimestamp();
        try
        {
            await ReadAsync(response, resource, either.Token);
        }
        finally
        {
            if (time.GetElapsedTime(opened) >= TooShort) _isProgress = true;
        }
    }

    private async Task ReadAsync(HttpResponseMessage response, ApiResource resource, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var line in WatchLines.ReadAsync(body, MaxEventBytes, cancellationToken))
        {
            using var document = JsonDocument.Parse(line, Json);
            var change = WatchEvent.Read(document.RootElement);
            if (change.Type != WatchEvent.Bookmark)
            {
                Publish(change.Type == WatchEvent.Deleted ? WatchChangeKind.Gone : WatchChangeKind.Present, change.Object, resource);
            }

            _version = change.Version;
            _isProgress = true;
        }
    }

    private string Path(ApiResource resource) => ResourcePath.Of(resource, target.Namespace, null);

    private string Address(ApiResource resource, TimeSpan length) => Path(resource) + ResourcePath.Query(
        ("watch", "1"),
        ("resourceVersion", _version),
        ("allowWatchBookmarks", "true"),
        ("timeoutSeconds", ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        ("fieldSelector", target.FieldSelector));

    private void Publish(WatchChangeKind kind, JsonElement value, ApiResource resource)
    {
        try
        {
            if (KubernetesJson.Read(value, resource.Kind) is { } read) changed(new WatchChange(target, kind, read));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One unreadable object must not end the watch of the others.
            Unreadable(target, e.Message);
        }
    }

    private static string? VersionOf(JsonElement list) =>
        list.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("resourceVersion", out var version) && version.GetString() is { Length: > 0 } text ? text : null;

    private static bool IsPassing(Exception e, CancellationToken cancellationToken) =>
        e is ApiException or HttpRequestException or IOException or JsonException or InvalidDataException or InvalidOperationException
            or FormatException or ClusterConnectionException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch of {Target} broke and will be resumed: {Reason}")]
    private partial void Broken(WatchTarget target, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The watch of {Target} restarts with a new list: {Reason}")]
    private partial void Outdated(WatchTarget target, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An object of {Target} cannot be read and is skipped: {Reason}")]
    private partial void Unreadable(WatchTarget target, string reason);
}
