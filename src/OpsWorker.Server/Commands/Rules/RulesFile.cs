using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules.Files;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>Reads files of rules.</summary>
internal static class RulesFile
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is not valid.</exception>
    public static RuleText Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes) throw new UserErrorException($"{path} is larger than {MaxBytes} bytes.");
            return RuleText.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {e.Message}");
        }
        catch (RuleTextException e)
        {
            throw new UserErrorException($"{path}: {e.Message}");
        }
    }
}

// The API's form of the rules, as far as these commands use it.
internal sealed record ServerRules(
    int Version,
    DateTimeOffset? ChangedAt,
    string? ChangedBy,
    IReadOnlyList<Rule> Rules,
    IReadOnlyList<MaintenanceWindow> Maintenance);

internal sealed record AlertPage(IReadOnlyList<Core.Alerts.Alert> Items, string? Cursor);

internal sealed record IncidentPage(IReadOnlyList<Core.Incidents.Incident> Items, string? Cursor);

internal sealed record InvestigationPage(IReadOnlyList<PastInvestigation> Items, string? Cursor);

internal sealed record PastInvestigation(string IncidentId, DateTimeOffset? CompletedAt, string? Headline, decimal? Cost);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerRules))]
[JsonSerializable(typeof(AlertPage))]
[JsonSerializable(typeof(IncidentPage))]
[JsonSerializable(typeof(InvestigationPage))]
internal sealed partial class ServerRulesJson : JsonSerializerContext;
