namespace OpsWorker.Testing;

/// <summary>A folder of its own for one test, removed with its content at the end.</summary>
/// <remarks>
/// It lies in memory where the machine has room for it. The tests write and remove tens of thousands of small files, for which a file
/// system on a disk took a third of their time.
/// </remarks>
public sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long LeastFree = 4L << 30;

    private static readonly string s_root = IsUsable() ? Memory : Path.GetTempPath();

    public string FullPath { get; } = Create();

    public string File(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);

    private static string Create()
    {
        var path = Path.Combine(s_root, "opsworker-test-" + Guid.NewGuid().ToString("N"));
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return (OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, Own)).FullName;
    }

    // Containers often have a small one, from which no program may be started.
    private static bool IsUsable() => OperatingSystem.IsLinux() && Directory.Exists(Memory)
        && new DriveInfo(Memory).AvailableFreeSpace >= LeastFree
        && System.IO.File.ReadLines("/proc/mounts").Select(m => m.Split(' '))
            .Any(m => m[1] == Memory && !m[3].Split(',').Contains("noexec"));
}
