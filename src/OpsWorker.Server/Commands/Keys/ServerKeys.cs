using OpsWorker.Core;
using OpsWorker.Pipeline.Access;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Keys;

/// <summary>The keys of a running server, by its API.</summary>
internal sealed class ServerKeys(ServerConnection server) : IKeyHolder
{
    private const string Path = "v1/keys";

    /// <inheritdoc/>
    public async Task<AddedKey> AddAsync(KeyRequest key, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(key, KeyJson.Default.KeyRequest);
        var answer = await server.SendAsync(HttpMethod.Post, Path, body, cancellationToken);
        return ServerConnection.Parse(answer, KeyJson.Default.AddedKey);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListedKey>> ListAsync(CancellationToken cancellationToken)
    {
        var keys = new List<ListedKey>();
        string? cursor = null;
        do
        {
            var more = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var answer = await server.SendAsync(HttpMethod.Get, $"{Path}?limit={PageRequest.MaxLimit}{more}", null, cancellationToken);
            var page = ServerConnection.Parse(answer, KeyJson.Default.ListedKeys);
            keys.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return keys;
    }

    /// <inheritdoc/>
    public Task RevokeAsync(string id, CancellationToken cancellationToken) =>
        server.SendAsync(HttpMethod.Delete, $"{Path}/{Uri.EscapeDataString(id)}", null, cancellationToken);

    /// <inheritdoc/>
    public async Task<AddedKey> RotateAsync(string id, double? graceHours, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(new KeyToRotate(graceHours), KeyJson.Default.KeyToRotate);
        var path = $"{Path}/{Uri.EscapeDataString(id)}/rotate";
        return ServerConnection.Parse(await server.SendAsync(HttpMethod.Post, path, body, cancellationToken), KeyJson.Default.AddedKey);
    }
}
