using System.Text.Json.Serialization.Metadata;

namespace OpsWorker.Server.Commands.Clusters;

/// <summary>The commands about clusters.</summary>
internal static class ClusterCommands
{
    private const string Clusters = "v1/clusters";

    public static async Task<int> AddAsync(
        ServerConnection server, ClusterToAdd cluster, bool registers, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(cluster, ClusterJson.Default.ClusterToAdd);
        var answer = await server.SendAsync(HttpMethod.Post, Clusters, body, cancellationToken);
        return Print(server, answer, ClusterJson.Default.ShownToken, registers ? ClusterText.WriteRegistration : ClusterText.WriteAdded);
    }

    public static async Task<int> ListAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var answer = await server.SendAsync(HttpMethod.Get, Clusters, null, cancellationToken);
        return Print(server, answer, ClusterJson.Default.ClusterList, ClusterText.WriteList);
    }

    public static async Task<int> ShowAsync(ServerConnection server, string nameOrId, CancellationToken cancellationToken)
    {
        var id = await FindAsync(server, nameOrId, cancellationToken);
        var answer = await server.SendAsync(HttpMethod.Get, $"{Clusters}/{id}", null, cancellationToken);
        return Print(server, answer, ClusterJson.Default.ShownCluster, ClusterText.WriteOne);
    }

    public static async Task<int> JoinTokenAsync(ServerConnection server, string nameOrId, CancellationToken cancellationToken)
    {
        var id = await FindAsync(server, nameOrId, cancellationToken);
        var answer = await server.SendAsync(HttpMethod.Post, $"{Clusters}/{id}/join-token", null, cancellationToken);
        return Print(server, answer, ClusterJson.Default.ShownToken, ClusterText.WriteRegistration);
    }

    public static async Task<int> RotateTokenAsync(
        ServerConnection server, string nameOrId, TokenToRotate rotation, CancellationToken cancellationToken)
    {
        var id = await FindAsync(server, nameOrId, cancellationToken);
        using var body = JsonContent.Create(rotation, ClusterJson.Default.TokenToRotate);
        var answer = await server.SendAsync(HttpMethod.Post, $"{Clusters}/{id}/rotate-token", body, cancellationToken);
        return Print(server, answer, ClusterJson.Default.ShownToken, ClusterText.WriteRotated);
    }

    public static async Task<int> RemoveAsync(ServerConnection server, string nameOrId, CancellationToken cancellationToken)
    {
        var id = await FindAsync(server, nameOrId, cancellationToken);
        await server.SendAsync(HttpMethod.Delete, $"{Clusters}/{id}", null, cancellationToken);
        Console.Out.WriteLine(server.AsJson ? $$"""{"removed":"{{id}}"}""" : $"Cluster {nameOrId} ({id}) was removed.");
        return ExitCodes.Success;
    }

    private static async Task<string> FindAsync(ServerConnection server, string nameOrId, CancellationToken cancellationToken)
    {
        var answer = await server.SendAsync(HttpMethod.Get, Clusters, null, cancellationToken);
        var found = ServerConnection.Parse(answer, ClusterJson.Default.ClusterList).Items.FirstOrDefault(
            c => c.Name == nameOrId || c.Id == nameOrId);
        return found?.Id
            ?? throw new UserErrorException($"There is no cluster {nameOrId}; `opsworker cluster list` shows those that are there.");
    }

    private static int Print<T>(ServerConnection server, string answer, JsonTypeInfo<T> type, Action<TextWriter, T> write)
        where T : class
    {
        if (server.AsJson) Console.Out.WriteLine(answer);
        else write(Console.Out, ServerConnection.Parse(answer, type));
        return ExitCodes.Success;
    }
}
