using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>Errors that lie with the database file, and the memory that it is damaged, which no later success undoes.</summary>
internal sealed class StoreHealth
{
    private volatile string? _damage;

    /// <summary>The error lies with the file or the disk, not with the statement.</summary>
    public static bool IsOfTheStore(Exception e) => e is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_READONLY
            or raw.SQLITE_CANTOPEN
    };

    /// <summary>Makes the exception that callers get.</summary>
    /// <param name="doing">What the database cannot be: <c>read</c> or <c>written</c>.</param>
    /// <param name="error">SQLite's error.</param>
    public StoreUnavailableException Unavailable(string doing, Exception error)
    {
        if (error is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB })
        {
            _damage = $"The database is damaged: {error.Message} Stop the server, move its data folder away and restore a backup.";
        }

        return new StoreUnavailableException(_damage ?? $"The database cannot be {doing}: {error.Message}", error);
    }

    /// <summary>Returns while no damage was seen.</summary>
    /// <exception cref="StoreUnavailableException">A part of the file could not be read at some time.</exception>
    public void ThrowIfDamaged()
    {
        if (_damage is { } damage) throw new StoreUnavailableException(damage);
    }
}
