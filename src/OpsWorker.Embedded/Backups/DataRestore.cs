using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Backups;

/// <summary>Makes a data folder from a backup.</summary>
public static class DataRestore
{
    /// <summary>
    /// Restores a backup to a folder that does not exist or is empty; an archive that is not whole leaves nothing behind.
    /// </summary>
    /// <param name="file">The backup.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="cancellationToken">Ends the work; no folder is left.</param>
    /// <exception cref="BackupException">
    /// The file is no backup, is damaged or is of a newer version; the folder has content; or one of them cannot be read or written.
    /// </exception>
    public static async Task<BackupSummary> ReadAsync(string file, string dataFolder, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(dataFolder);
        if (!File.Exists(file)) throw new BackupException($"There is no file {Path.GetFullPath(file)}.");
        if (Path.Exists(folder) && (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new BackupException($"{folder} has content. Stop its server and move it away, or name another folder.");
        }

        var unfinished = folder.TrimEnd(Path.DirectorySeparatorChar) + ".unfinished";
        try
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
            DataFolder.CreatePrivate(unfinished);
            var files = await ExtractAsync(file, unfinished, cancellationToken);
            var database = Path.Combine(unfinished, BackupLayout.Database);
            if (!File.Exists(database)) throw new BackupException($"{file} is no backup of OpsWorker: it has no {BackupLayout.Database}.");
            Check(database, file);
            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(unfinished, folder);
            return new BackupSummary(new FileInfo(Path.Combine(folder, BackupLayout.Database)).Length, files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or SqliteException)
        {
            throw new BackupException($"The backup {file} cannot be restored: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    private static async Task<int> ExtractAsync(string file, string folder, CancellationToken cancellationToken)
    {
        var evidence = 0;
        await using var input = File.OpenRead(file);
        await using var gzip = new GZipStream(input, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !BackupLayout.IsKnown(entry.Name))
            {
                throw new BackupException($"{file} is no backup of OpsWorker: it has the entry \"{entry.Name}\".");
            }

            var path = Path.Combine(folder, entry.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var output = DataFolder.OpenPrivate(path, FileMode.CreateNew);
            if (entry.DataStream is { } content) await content.CopyToAsync(output, cancellationToken);
            output.Flush(flushToDisk: true);
            if (entry.Name.StartsWith(BackupLayout.Evidence, StringComparison.Ordinal))
            {
                evidence++;

                // The retention of evidence counts from when it was written.
                File.SetLastWriteTimeUtc(output.SafeFileHandle, entry.ModificationTime.UtcDateTime);
            }
        }

        return evidence;
    }

    private static void Check(string database, string file)
    {
        using var session = new SqliteSession(database, SqliteOpenMode.ReadWrite);
        var result = session.Query("PRAGMA quick_check(1)", row => row.GetString(0));
        if (result is not ["ok"]) throw new BackupException($"The database in {file} is damaged: {string.Join("; ", result)}");
        SqliteSchema.CheckVersion(session);
    }
}
