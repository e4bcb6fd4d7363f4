using System.Globalization;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.ClusterChanges;

/// <summary>The commands of a running server, by its API.</summary>
internal static class ServerCommands
{
    private const string Commands = "v1/commands";

    public static async Task<int> RequestAsync(ServerConnection server, CommandToRequest command, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(command, CommandJson.Default.CommandToRequest);
        var answer = await server.SendAsync(HttpMethod.Post, Commands, body, cancellationToken);
        if (server.AsJson)
        {
            Console.Out.WriteLine(answer);
            return ExitCodes.Success;
        }

        var requested = ServerConnection.Parse(answer, CommandJson.Default.ShownCommand);
        CommandText.WriteOne(Console.Out, requested);
        Console.Out.WriteLine($"\nIts dry run runs in the cluster; see it with: opsworker command show {requested.Id}");
        return ExitCodes.Success;
    }

    public static async Task<int> ListAsync(
        ServerConnection server, string? cluster, CommandState? state, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var from = since.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var filter = $"&from={Uri.EscapeDataString(from)}"
            + (cluster is null ? "" : $"&cluster={Uri.EscapeDataString(cluster)}") + (state is null ? "" : $"&state={state}");
        var found = new List<ShownCommand>();
        string? cursor = null;
        do
        {
            var more = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var answer = await server.SendAsync(
                HttpMethod.Get, $"{Commands}?limit={PageRequest.MaxLimit}{filter}{more}", null, cancellationToken);
            var page = ServerConnection.Parse(answer, CommandJson.Default.CommandList);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        if (!server.AsJson) CommandText.WriteList(Console.Out, found);
        else foreach (var command in found) Console.Out.WriteLine(JsonSerializer.Serialize(command, CommandJson.Default.ShownCommand));
        return ExitCodes.Success;
    }

    public static async Task<int> ShowAsync(ServerConnection server, string id, CancellationToken cancellationToken) =>
        Print(server, await server.SendAsync(HttpMethod.Get, $"{Commands}/{Uri.EscapeDataString(id)}", null, cancellationToken));

    public static async Task<int> DecideAsync(
        ServerConnection server, string id, string decision, string? reason, CancellationToken cancellationToken)
    {
        using var body = decision == "approve" ? null : JsonContent.Create(new DecisionToMake(reason), CommandJson.Default.DecisionToMake);
        var path = $"{Commands}/{Uri.EscapeDataString(id)}/{decision}";
        return Print(server, await server.SendAsync(HttpMethod.Post, path, body, cancellationToken));
    }

    private static int Print(ServerConnection server, string answer)
    {
        if (server.AsJson) Console.Out.WriteLine(answer);
        else CommandText.WriteOne(Console.Out, ServerConnection.Parse(answer, CommandJson.Default.ShownCommand));
        return ExitCodes.Success;
    }
}
