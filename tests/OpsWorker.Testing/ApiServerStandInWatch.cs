using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing;

/// <summary>Serves <c>watch=1</c>: one event a line, from a resource version on, until the caller goes or a test ends it.</summary>
internal static class ApiServerStandInWatch
{
    public static async Task AnswerAsync(
        HttpContext context, ApiServerStandInChanges changes, StandInResource resource, string? inNamespace,
        Func<JsonObject, bool> isWanted)
    {
        var query = context.Request.Query;
        var from = long.TryParse(query["resourceVersion"], CultureInfo.InvariantCulture, out var asked) ? asked : changes.Version;
        var forgotten = changes.IsForgotten(from);
        if (forgotten && changes.RefusesForgottenVersions)
        {
            await ApiServerStandInApi.WriteAsync(context, TooOld(from), StatusCodes.Status410Gone);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        if (forgotten)
        {
            await WriteAsync(context, ApiServerStandInChanges.Expired, TooOld(from));
            return;
        }

        // What a test does to open watches does not befall those that are opened later, from an earlier version.
        var opened = changes.Version;
        using var open = changes.Open();
        var hasBookmarks = query["allowWatchBookmarks"] == "true";
        bool Concerns(StandInChange change) => change.Resource is null
            ? change.Version > opened && (change.Type != ApiServerStandInChanges.Bookmarked || hasBookmarks)
            : change.Resource == resource
                && (inNamespace is null || (string?)change.Object!["metadata"]!["namespace"] == inNamespace)
                && isWanted(change.Object!);
        await FollowAsync(context, changes, resource, from, Concerns);
    }

    private static async Task FollowAsync(
        HttpContext context, ApiServerStandInChanges changes, StandInResource resource, long from, Func<StandInChange, bool> concerns)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            var (news, more) = changes.After(from);
            foreach (var change in news)
            {
                from = change.Version;
                if (concerns(change) && !await TryWriteAsync(context, resource, change)) return;
            }

            try
            {
                await more.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The caller is gone.
            }
        }
    }

    /// <summary>False where this ends the watch.</summary>
    private static async Task<bool> TryWriteAsync(HttpContext context, StandInResource resource, StandInChange change)
    {
        switch (change.Type)
        {
            case ApiServerStandInChanges.Ended:
                return false;
            case ApiServerStandInChanges.Cut:
                await context.Response.WriteAsync("{\"type\":\"MODIFIED\",\"obj");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return false;
            case ApiServerStandInChanges.Expired:
                await WriteAsync(context, change.Type, TooOld(change.Version));
                return false;
            case ApiServerStandInChanges.Bookmarked:
                var version = change.Version.ToString(CultureInfo.InvariantCulture);
                await WriteAsync(
                    context,
                    change.Type,
                    resource.Complete(new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = version } }));
                return true;
            default:
                await WriteAsync(context, change.Type, resource.Complete(change.Object!.DeepClone().AsObject()));
                return true;
        }
    }

    private static JsonObject TooOld(long version) =>
        ApiServerStandInStatus.Of(410, "Expired", $"too old resource version: {version}");

    private static async Task WriteAsync(HttpContext context, string type, JsonObject value)
    {
        await context.Response.WriteAsync(new JsonObject { ["type"] = type, ["object"] = value }.ToJsonString() + "\n");
        await context.Response.Body.FlushAsync();
    }
}
