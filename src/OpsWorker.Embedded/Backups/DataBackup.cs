using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Backups;

/// <summary>
/// Copies a data folder, also while a server uses it: the database as of one moment, then the keys and the evidence. Evidence is
/// written before the records that refer to it, so whatever the copied database refers to is there.
/// </summary>
public static class DataBackup
{
    /// <summary>Writes a backup of the folder to a new file.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="file">The file, a gzipped tar archive; it has keys and records, so only its owner may read it.</param>
    /// <param name="cancellationToken">Ends the work; no file is left.</param>
    /// <exception cref="BackupException">There is no database, the file exists, or one of them cannot be read or written.</exception>
    public static async Task<BackupSummary> WriteAsync(string dataFolder, string file, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(dataFolder);
        var target = Path.GetFullPath(file);
        var database = Path.Combine(folder, BackupLayout.Database);
        if (!File.Exists(database))
        {
            throw new BackupException($"{folder} has no database ({BackupLayout.Database}). Name the data folder of a server.");
        }

        if (Path.Exists(target)) throw new BackupException($"{target} exists. Name a new file.");
        var unfinished = target + ".unfinished";
        var snapshot = target + ".database";
        try
        {
            DeleteAll(unfinished, snapshot);
            CopyDatabase(database, snapshot);
            var files = await WriteArchiveAsync(folder, snapshot, unfinished, cancellationToken);
            File.Move(unfinished, target);
            return new BackupSummary(new FileInfo(snapshot).Length, files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupException($"The backup {target} cannot be made: {e.Message}", e);
        }
        finally
        {
            DeleteAll(unfinished, snapshot);
        }
    }

    /// <summary>Copies a database as of one moment; nobody who uses it waits.</summary>
    internal static void CopyDatabase(string database, string copy)
    {
        DataFolder.OpenPrivate(copy, FileMode.CreateNew).Dispose();
        using var session = new SqliteSession(database, SqliteOpenMode.ReadOnly);
        session.Execute("VACUUM INTO @copy", ("@copy", copy));
    }

    private static async Task<int> WriteArchiveAsync(string folder, string snapshot, string file, CancellationToken cancellationToken)
    {
        await using var output = DataFolder.OpenPrivate(file, FileMode.CreateNew);
        await using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip))
        {
            await tar.WriteEntryAsync(snapshot, BackupLayout.Database, cancellationToken);
            foreach (var key in BackupLayout.Keys.Where(key => File.Exists(Path.Combine(folder, key))))
            {
                await tar.WriteEntryAsync(Path.Combine(folder, key), key, cancellationToken);
            }

            var files = await WriteEvidenceAsync(tar, folder, cancellationToken);
            output.Flush();
            return files;
        }
    }

    private static async Task<int> WriteEvidenceAsync(TarWriter tar, string folder, CancellationToken cancellationToken)
    {
        var evidence = Path.Combine(folder, BackupLayout.Evidence);
        if (!Directory.Exists(evidence)) return 0;
        var files = 0;
        foreach (var path in Directory.EnumerateFiles(evidence, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name.StartsWith(BackupLayout.Evidence + "/+", StringComparison.Ordinal)) continue;
            try
            {
                await tar.WriteEntryAsync(path, name, cancellationToken);
                files++;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // The server removed it meanwhile, as its retention is over.
            }
        }

        return files;
    }

    private static void DeleteAll(params string[] files)
    {
        foreach (var file in files) File.Delete(file);
    }
}
