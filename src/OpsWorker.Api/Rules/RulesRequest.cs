using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Rules;

namespace OpsWorker.Api.Rules;

/// <summary>The rules that take the place of the latest ones.</summary>
/// <param name="Version">The version that they were made from, 0 for none: a change in between is refused. Null for whichever.</param>
/// <param name="Rules">The rules in their order.</param>
/// <param name="Maintenance">The maintenance windows.</param>
internal sealed record RulesRequest(int? Version, IReadOnlyList<Rule>? Rules, IReadOnlyList<MaintenanceWindow>? Maintenance);

/// <summary>The latest rules.</summary>
/// <param name="Version">The version; 0 where there are none.</param>
/// <param name="ChangedAt">The time of the change.</param>
/// <param name="ChangedBy">The id of the API key.</param>
/// <param name="Rules">The rules in their order.</param>
/// <param name="Maintenance">The maintenance windows.</param>
internal sealed record RulesResponse(
    int Version,
    DateTimeOffset? ChangedAt,
    string? ChangedBy,
    IReadOnlyList<Rule> Rules,
    IReadOnlyList<MaintenanceWindow> Maintenance)
{
    public static RulesResponse Of(RuleSet? rules) => new(
        rules?.Version ?? 0, rules?.ChangedAt, rules?.ChangedBy, rules?.Rules ?? [], rules?.Maintenance ?? []);
}

/// <summary>A version of the rules in a listing.</summary>
internal sealed record RulesVersion(int Version, DateTimeOffset ChangedAt, string? ChangedBy, int Rules, int Maintenance)
{
    public static RulesVersion Of(RuleSet rules) =>
        new(rules.Version, rules.ChangedAt, rules.ChangedBy, rules.Rules.Count, rules.Maintenance.Count);
}

/// <summary>The versions of the rules, newest first.</summary>
internal sealed record RulesVersions(IReadOnlyList<RulesVersion> Items);

/// <summary>JSON contract of the request: a misspelt field is an error here, as it would widen a rule.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RulesRequest))]
internal sealed partial class RulesRequestJson : JsonSerializerContext;
