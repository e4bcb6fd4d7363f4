using OpsWorker.Core;
using OpsWorker.Core.Models;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteModelSpendStore(SqliteWriter writer, SqliteReader reader) : IModelSpendStore
{
    /// <inheritdoc/>
    public async Task<ModelSpend?> GetAsync(OrganisationId organisation, string period, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM model_spend WHERE organisation = @organisation AND period = @period",
            Documents.Read(CoreJson.Default.ModelSpend),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@period", period))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(ModelSpend spend, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            spend.Version == 1
                ? """
                  INSERT INTO model_spend (organisation, period, version, updated_at, json)
                  VALUES (@organisation, @period, @version, @updatedAt, @json)
                  ON CONFLICT DO NOTHING
                  """
                : """
                  UPDATE model_spend SET version = @version, updated_at = @updatedAt, json = @json
                  WHERE organisation = @organisation AND period = @period AND version = @version - 1
                  """,
            cancellationToken,
            ("@organisation", spend.Organisation.Value),
            ("@period", spend.Period),
            ("@version", spend.Version),
            ("@updatedAt", spend.UpdatedAt.UtcTicks),
            ("@json", Documents.Write(spend, CoreJson.Default.ModelSpend)));
}
