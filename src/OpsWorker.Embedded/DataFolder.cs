namespace OpsWorker.Embedded;

/// <summary>
/// The folder that holds everything, used by one process at a time. The lock is the operating system's, so it ends
/// with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream exclusive)
    {
        FullPath = path;
        _lock = exclusive;
    }

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>Makes the folder where it is missing, readable for its owner only, and takes it.</summary>
    /// <exception cref="DataFolderException">Another process uses it, or it cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            CreatePrivate(full);
            return new DataFolder(full, OpenPrivate(Path.Combine(full, "opsworker.lock"), FileMode.OpenOrCreate));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataFolderException($"The data folder {full} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (Path.Exists(Path.Combine(full, "opsworker.lock")))
        {
            throw new DataFolderException(
                $"The data folder {full} is in use by another process. Stop that one, or choose another folder.", e);
        }
        catch (IOException e)
        {
            throw new DataFolderException($"The data folder {full} cannot be made: {e.Message}", e);
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>A folder in the folder, made where it is missing.</summary>
    public string Folder(string name)
    {
        var path = Path.Combine(FullPath, name);
        CreatePrivate(path);
        return path;
    }

    /// <summary>Opens a file for this process alone, readable for its owner only where it is made.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }
}
