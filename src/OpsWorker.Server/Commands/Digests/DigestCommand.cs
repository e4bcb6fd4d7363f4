using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Server.Commands.Clusters;
using OpsWorker.Server.Terminal;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Commands.Digests;

/// <summary><c>opsworker digest</c>: prints a digest.</summary>
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
        var today = new Option<bool>("--today") { Description = "What happened today so far, since the hour of the last digest." };
        var week = new Option<bool>("--week") { Description = "The weekly digest instead of the daily one." };
        return ServerOptions.AddTo(
            new Command("digest", "Show the digest of a day or a week.") { date, today, week },
            (arguments, server, cancel) =>
                RunAsync(server, arguments.GetValue(date), arguments.GetValue(today), arguments.GetValue(week), cancel));
    }

    private static async Task<int> RunAsync(
        ServerConnection server, string? date, bool today, bool week, CancellationToken cancellationToken)
    {
        if (today && (week || date is not null)) throw new UserErrorException("--today goes with neither --date nor --week.");
        if (today) date = "today";
        var query = (week ? "?span=week" : "?span=day") + (date is null ? "" : "&date=" + Uri.EscapeDataString(date));
        var answer = await server.SendAsync(HttpMethod.Get, "v1/digest" + query, null, cancellationToken);
        Console.Out.Write(server.AsJson
            ? answer + Environment.NewLine
            : PlainTextMessage.Render(DigestMessage.Render(ServerConnection.Parse(answer, s_json.Digest))));
        return ExitCodes.Success;
    }
}
