using OpsWorker.Core;
using OpsWorker.Core.Rules;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Rules in a table, a row for each version.</summary>
internal sealed class SqliteRuleStore(SqliteWriter writer, SqliteReader reader) : IRuleStore
{
    /// <inheritdoc/>
    public async Task<RuleSet?> GetLatestAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        (await ListAsync(organisation, max: 1, cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(RuleSet rules, CancellationToken cancellationToken) =>
        writer.WriteAsync(session => TryPut(session, rules), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleSet>> ListAsync(OrganisationId organisation, int max, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT json FROM rule_sets WHERE organisation = @organisation ORDER BY version DESC LIMIT @max",
            Documents.Read(CoreJson.Default.RuleSet),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@max", max));

    // The writer runs one unit at a time, so the latest version is still the latest when the next one is written.
    private static bool TryPut(SqliteSession session, RuleSet rules)
    {
        var latest = session.Query(
            "SELECT coalesce(max(version), 0) FROM rule_sets WHERE organisation = @organisation",
            row => row.GetInt32(0),
            ("@organisation", rules.Organisation.Value))[0];
        if (latest != rules.Version - 1) return false;
        session.Execute(
            "INSERT INTO rule_sets (organisation, version, json) VALUES (@organisation, @version, @json)",
            ("@organisation", rules.Organisation.Value),
            ("@version", rules.Version),
            ("@json", Documents.Write(rules, CoreJson.Default.RuleSet)));
        return true;
    }
}
