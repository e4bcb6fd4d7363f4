using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// A connection that compiles each statement once. Parameters are named; null is stored as NULL. Not for concurrent use.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    // As long as commands of ADO.NET wait for a lock.
    private const int BusyMilliseconds = 30_000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _queries = [];
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    /// <summary>Opens a connection of its own to the database.</summary>
    public SqliteSession(string database, SqliteOpenMode mode)
    {
        Batteries_V2.Init();
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = database, Mode = mode, Pooling = false }.ToString());
        _connection.Open();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(Handle, BusyMilliseconds), Handle);
    }

    /// <summary>The database file.</summary>
    public string Database => _connection.DataSource;

    /// <summary>True between BEGIN and its COMMIT or ROLLBACK. An error such as a full disk may end a transaction by itself.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The native connection.</summary>
    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (_statements.TryGetValue(sql, out var known)) return known.Execute(values);
        var statement = new SqliteStatement(Handle, sql, values);
        if (statement.IsWhole)
        {
            _statements.Add(sql, statement);
            return statement.Execute(values);
        }

        // A script, such as those that make the tables.
        statement.Dispose();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);
        return raw.sqlite3_changes(Handle);
    }

    /// <summary>Runs a query and maps each row.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        foreach (var query in _queries.Values) query.Dispose();
        _connection.Dispose();
    }

    // The texts of statements are constants of the program, so their number is bounded.
    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_queries.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _queries.Add(sql, command);
        }

        foreach (var (name, value) in values) command.Parameters[name].Value = value ?? DBNull.Value;
        return command;
    }
}
