using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Server.Commands.Clusters;
using OpsWorker.Server.Terminal;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Commands.Digests;

/// <summary><c>opsworker digest</c>: prints the daily digest of a day.</summary>
internal static class DigestCommand
{
    private static readonly CoreJson s_json =
        new(new JsonSerializerOptions(CoreJson.Default.Options) { Converters = { new Iso8601DurationConverter() } });

    public static Command Create()
    {
        var date = new Option<string?>("--date")
        {
            Description = "The local date on which the digest was sent. Default: the last one that was due.",
            HelpName = "YYYY-MM-DD",
        };
        return ServerOptions.AddTo(
            new Command("digest", "Show the daily digest of a day.") { date },
            (arguments, server, cancel) => RunAsync(server, arguments.GetValue(date), cancel));
    }

    private static async Task<int> RunAsync(ServerConnection server, string? date, CancellationToken cancellationToken)
    {
        var query = date is null ? "" : "?date=" + Uri.EscapeDataString(date);
        var answer = await server.SendAsync(HttpMethod.Get, "v1/digest" + query, null, cancellationToken);
        Console.Out.Write(server.AsJson
            ? answer + Environment.NewLine
            : PlainTextMessage.Render(DigestMessage.Render(ServerConnection.Parse(answer, s_json.Digest))));
        return ExitCodes.Success;
    }
}
