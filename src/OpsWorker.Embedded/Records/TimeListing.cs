using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>The records of a table that are listed by time, newest first.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column with the time.</param>
/// <param name="Read">Reads a record from <see cref="Columns"/>.</param>
/// <param name="KeyOf">The position of a record.</param>
internal sealed record TimeListing<T>(string Table, string Column, Func<SqliteDataReader, T> Read, Func<T, Keyset> KeyOf)
{
    /// <summary>The columns to read.</summary>
    public string Columns { get; init; } = "json";

    /// <summary>Reads a page of an organisation's records.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, or the token is not one of this store.</exception>
    public async Task<Page<T>> ReadAsync(
        SqliteReader reader, OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var after = Keyset.From(page, Keyset.Newest);
        var rows = await reader.QueryAsync(
            $"""
            SELECT {Columns} FROM {Table}
            WHERE organisation = @organisation AND ({Column}, id) < (@time, @id)
            AND {Column} >= @from AND {Column} < @to
            ORDER BY {Column} DESC, id DESC LIMIT @limit
            """,
            Read,
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@time", after.Time),
            ("@id", after.Id),
            ("@from", Keyset.From(page.Within)),
            ("@to", Keyset.To(page.Within)),
            ("@limit", page.Limit + 1));
        return Keyset.Page(rows, page, KeyOf);
    }
}
