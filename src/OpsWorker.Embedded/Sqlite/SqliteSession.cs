using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// A connection that compiles each statement once. Parameters are named; null is stored as NULL. Not for concurrent use.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>Opens a connection of its own to the database.</summary>
    public SqliteSession(string database, SqliteOpenMode mode)
    {
        Batteries_V2.Init();
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = database, Mode = mode, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>The database file.</summary>
    public string Database => _connection.DataSource;

    /// <summary>True between BEGIN and its COMMIT or ROLLBACK. An error such as a full disk may end a transaction by itself.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The native connection.</summary>
    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Prepare(sql, values).ExecuteNonQuery();

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
        foreach (var command in _commands.Values) command.Dispose();
        _connection.Dispose();
    }

    // The texts of statements are constants of the program, so the number of commands is bounded.
    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _commands.Add(sql, command);
        }

        foreach (var (name, value) in values) command.Parameters[name].Value = value ?? DBNull.Value;
        return command;
    }
}
