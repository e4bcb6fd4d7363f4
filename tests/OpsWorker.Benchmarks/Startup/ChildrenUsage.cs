using System.Runtime.InteropServices;

namespace OpsWorker.Benchmarks.Startup;

/// <summary>The processor time of child processes that have ended. That of a living one comes in steps of 10 ms.</summary>
internal static partial class ChildrenUsage
{
    private const int Children = -1;

    /// <summary>Processor time, of user and system, of all child processes that have ended so far. Linux on 64 bits.</summary>
    public static unsafe TimeSpan ProcessorTime()
    {
        // Two times of seconds and microseconds, then fourteen other numbers.
        var usage = stackalloc long[18];
        if (GetUsage(Children, usage) != 0) throw new InvalidOperationException("getrusage failed.");
        return TimeSpan.FromMicroseconds(((usage[0] + usage[2]) * 1_000_000) + usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int GetUsage(int who, long* usage);
}
