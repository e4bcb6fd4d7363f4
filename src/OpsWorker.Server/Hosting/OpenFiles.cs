using System.Globalization;

namespace OpsWorker.Server.Hosting;

/// <summary>
/// The files and connections that the process may hold open. Where connections use up all of them, the database cannot be opened for
/// another read and nothing is answered, without a word in the log.
/// </summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Open = "/proc/self/fd";

    /// <summary>The connections to accept at a time; null where the limit is unknown or there is none.</summary>
    public static long? MaxConnections() => File.Exists(Limits) && LimitOf(File.ReadAllText(Limits)) is { } limit
        ? ConnectionsWithin(limit, Directory.EnumerateFileSystemEntries(Open).Count())
        : null;

    /// <summary>The limit on open files in the text of <c>/proc/self/limits</c>; null where it states none.</summary>
    public static long? LimitOf(string limits)
    {
        const string Name = "Max open files";
        var line = limits.Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    /// <summary>Three quarters of what is left; the rest is for the database, evidence and outgoing connections.</summary>
    public static long ConnectionsWithin(long limit, int used) => Math.Max(1, (limit - used) * 3 / 4);
}
