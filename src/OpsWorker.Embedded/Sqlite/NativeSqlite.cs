using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// Chooses the native SQLite: the operating system's, which gets its security fixes, where it is there and at least as
/// new as the one that is bundled; the bundled one else.
/// </summary>
internal static class NativeSqlite
{
    private const string Bundled = "e_sqlite3";

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The version in use and where it is from; loads the library at first.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        var (library, name) = Choose(provider);
        NativeLibrary.SetDllImportResolver(provider, (asked, _, _) => asked == Bundled ? library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return $"{raw.sqlite3_libversion().utf8_to_string()} ({name})";
    }

    private static (nint Library, string Name) Choose(Assembly provider)
    {
        var bundled = NativeLibrary.Load(Bundled, provider, searchPath: null);
        if (!NativeLibrary.TryLoad(SystemName(), out var system)) return (bundled, "bundled");
        if (VersionOf(system) >= VersionOf(bundled)) return (system, SystemName());
        NativeLibrary.Free(system);
        return (bundled, "bundled");
    }

    private static string SystemName() => OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";

    private static int VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var export)
            ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)()
            : 0;

    /// <summary><c>sqlite3_libversion_number</c>: 3040001 for 3.40.1 (https://www.sqlite.org/c3ref/libversion.html).</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
