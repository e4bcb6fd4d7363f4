using System.Buffers.Binary;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// Notices at the start that files of the database are missing or cut, which SQLite takes for an older state. A mark stands beside the
/// database while it is open; a mark that is found at the start says that the process before was killed, and then its log must be there.
/// </summary>
internal static class DatabaseFile
{
    private const int HeaderLength = 100;
    private const int PageSizeAt = 16;
    private const int PageCountAt = 28;

    /// <summary>Checks the files before they are opened.</summary>
    /// <exception cref="DataFolderException">A file is missing or cut.</exception>
    public static void Check(string database)
    {
        if (File.Exists(Mark(database)) && !File.Exists(Log(database)))
        {
            throw new DataFolderException(
                $"{Log(database)} is missing, although the server that used {database} last was killed: alerts that it accepted last "
                + $"were in it. Put the file back or restore a backup; to go on without them, delete {Mark(database)}.");
        }

        // With a log, pages may be in it only.
        if (LengthOf(Log(database)) > 0) return;
        var (length, expected) = (LengthOf(database), ExpectedLength(database));
        if (expected > length)
        {
            throw new DataFolderException(
                $"The database {database} is damaged: it has {length} of {expected} bytes. Move the folder away and restore a backup.");
        }
    }

    /// <summary>Marks the database as open; the log exists by then.</summary>
    public static void MarkOpen(string database) => DataFolder.OpenPrivate(Mark(database), FileMode.OpenOrCreate).Dispose();

    /// <summary>Removes the mark, before SQLite removes the log.</summary>
    public static void MarkClosed(string database) => File.Delete(Mark(database));

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static string Log(string database) => database + "-wal";

    private static string Mark(string database) => database + ".open";

    // The header of a file says its length in pages: https://www.sqlite.org/fileformat.html#the_database_header
    private static long ExpectedLength(string database)
    {
        if (LengthOf(database) < HeaderLength) return 0;
        Span<byte> header = stackalloc byte[HeaderLength];
        using var file = File.OpenRead(database);
        file.ReadExactly(header);
        if (!header.StartsWith("SQLite format 3\0"u8)) return 0;
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeAt..]);
        return BinaryPrimitives.ReadUInt32BigEndian(header[PageCountAt..]) * (pageSize == 1 ? 65536L : pageSize);
    }
}
