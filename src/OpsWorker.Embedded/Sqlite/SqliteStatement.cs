using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// A compiled statement that returns no rows. It calls SQLite directly: what a command of ADO.NET does for each execution takes longer
/// than most of the statements of the writer.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const uint KeptForLong = raw.SQLITE_PREPARE_PERSISTENT;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string[] _names;
    private readonly int[] _places;

    /// <summary>Compiles the statement.</summary>
    /// <exception cref="SqliteException">It is no single statement that the database understands.</exception>
    public SqliteStatement(sqlite3 database, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v3(database, sql, KeptForLong, out _statement, out var rest), database);
        _names = new string[values.Length];
        _places = new int[values.Length];
        for (var i = 0; i < values.Length; i++) (_names[i], _places[i]) = (values[i].Name, PlaceOf(values[i].Name));
        IsWhole = string.IsNullOrWhiteSpace(rest);
    }

    /// <summary>False where the text has further statements.</summary>
    public bool IsWhole { get; }

    /// <summary>Runs the statement and returns the number of changed rows, which only statements that change rows have.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Execute(ReadOnlySpan<(string Name, object? Value)> values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                // The constant texts of one call have the same names in the same order each time.
                var place = i < _names.Length && _names[i] == values[i].Name ? _places[i] : PlaceOf(values[i].Name);
                SqliteException.ThrowExceptionForRC(Bind(place, values[i].Value), _database);
            }

            int result;
            do result = raw.sqlite3_step(_statement);
            while (result == raw.SQLITE_ROW);
            if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, _database);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            // The result is that of the last step, which has been reported.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int PlaceOf(string name) => raw.sqlite3_bind_parameter_index(_statement, name) is > 0 and var place
        ? place
        : throw new ArgumentException($"The statement has no parameter {name}.", nameof(name));

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be stored.", nameof(value)),
    };
}
