namespace OpsWorker.Embedded;

/// <summary>
/// The folder with all data, used by one process at a time. The lock belongs to the operating system, so it ends with the
/// process.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>The file that the process locks which uses the folder.</summary>
    public const string LockFile = "opsworker.lock";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream exclusive)
    {
        FullPath = path;
        _lock = exclusive;
    }

    public string FullPath { get; }

    /// <summary>Creates the folder if missing, readable by its owner only, and locks it.</summary>
    /// <exception cref="DataFolderException">Another process uses the folder, or it cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            CreatePrivate(full);
            return new DataFolder(full, OpenPrivate(Path.Combine(full, LockFile), FileMode.OpenOrCreate));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataFolderException($"The data folder {full} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (IsLocked(e))
        {
            throw new DataFolderException(
                $"The data folder {full} is in use by another process. Stop that one, or choose another folder.", e);
        }
        catch (IOException e)
        {
            throw new DataFolderException($"The data folder {full} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>A subfolder, created if missing.</summary>
    public string Folder(string name)
    {
        var path = Path.Combine(FullPath, name);
        CreatePrivate(path);
        return path;
    }

    /// <summary>Opens a file exclusively; a new file is readable by its owner only.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Creates a folder, readable by its owner only.</summary>
    public static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows; a read-only file system is an IOException too.
    private static bool IsLocked(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) == 32 : e.HResult is 11 or 35;
}
