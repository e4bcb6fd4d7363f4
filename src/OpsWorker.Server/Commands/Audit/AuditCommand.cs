using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Audit;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Audit;

/// <summary><c>opsworker audit</c>: the audit log of a running server, for people, as JSON lines, or exported to a file.</summary>
internal static class AuditCommand
{
    private const string None = "-";

    public static Command Create()
    {
        var since = new Option<string>("--since")
        {
            Description = "The time to go back, such as 7d or 12h, or a date.",
            DefaultValueFactory = _ => "7d",
            HelpName = "TIME",
        };
        var output = new Option<string?>("--output") { Description = "Write JSON lines to a new file.", HelpName = "FILE" };
        return ServerOptions.AddTo(
            new Command("audit", "The audit log: changes and denied access, newest first. With --json one entry a line.") { since, output },
            async (arguments, server, cancel) =>
            {
                var from = TimeText.ReadPast("--since", arguments.GetRequiredValue(since), TimeProvider.System.GetUtcNow());
                if (arguments.GetValue(output) is { } file) await ExportAsync(server, from, file, cancel);
                else if (server.AsJson) await WriteLinesAsync(server, from, Console.Out, cancel);
                else await WriteTableAsync(server, from, cancel);
                return ExitCodes.Success;
            });
    }

    private static async Task ExportAsync(ServerConnection server, DateTimeOffset from, string file, CancellationToken cancellationToken)
    {
        StreamWriter writer;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            writer = new StreamWriter(file, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--output {file} cannot be written: {e.Message}");
        }

        await using (writer)
        {
            var count = await WriteLinesAsync(server, from, writer, cancellationToken);
            Console.Out.WriteLine(FormattableString.Invariant($"{count} entries were written to {file}."));
        }
    }

    private static async Task<int> WriteLinesAsync(
        ServerConnection server, DateTimeOffset from, TextWriter writer, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var entry in ReadAsync(server, from, cancellationToken))
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(entry, CoreJson.Default.AuditEntry));
            count++;
        }

        return count;
    }

    private static async Task WriteTableAsync(ServerConnection server, DateTimeOffset from, CancellationToken cancellationToken)
    {
        List<string[]> rows = [["TIME", "BY", "FROM", "ACTION", "OBJECT", "RESULT", "DETAIL"]];
        await foreach (var entry in ReadAsync(server, from, cancellationToken)) rows.Add(Row(entry));
        TextTable.Write(Console.Out, rows);
    }

    private static string[] Row(AuditEntry entry) =>
    [
        entry.At.ToString("u", CultureInfo.InvariantCulture),
        entry.Name is { } name ? $"{entry.By} ({name})" : entry.By,
        entry.Address ?? None,
        entry.Action,
        entry.Target ?? None,
        entry.Count > 1 ? FormattableString.Invariant($"{entry.Outcome} x{entry.Count}") : entry.Outcome.ToString(),
        entry.Detail ?? "",
    ];

    private static async IAsyncEnumerable<AuditEntry> ReadAsync(
        ServerConnection server,
        DateTimeOffset from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = Uri.EscapeDataString(from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        string? cursor = null;
        do
        {
            var more = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var path = $"v1/audit?limit={PageRequest.MaxLimit}&from={start}{more}";
            var answer = await server.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            var page = ServerConnection.Parse(answer, AuditJson.Default.PageAuditEntry);
            foreach (var entry in page.Items) yield return entry;
            cursor = page.NextToken;
        }
        while (cursor is not null);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Page<AuditEntry>))]
internal sealed partial class AuditJson : JsonSerializerContext;
