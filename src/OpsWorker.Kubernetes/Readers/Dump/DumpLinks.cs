namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>Symbolic links of a dump. A dump may come from anywhere, and its links may point at any file of this machine.</summary>
internal static class DumpLinks
{
    private const int MaxLinks = 8;

    /// <summary>Whether a path below <paramref name="root"/> stays there, whatever links are on its way.</summary>
    /// <exception cref="IOException">A link cannot be read, or links lead round in a circle.</exception>
    public static bool StayWithin(string root, string path) => StayWithin(root, path, MaxLinks);

    /// <summary>What a path's last link leads to; the path itself where it is none.</summary>
    public static string Target(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private static bool StayWithin(string root, string path, int links)
    {
        var relative = Path.GetRelativePath(root, Path.GetFullPath(path));
        if (relative == ".") return true;
        if (links == 0 || Path.IsPathRooted(relative)) return false;
        var at = root;
        foreach (var part in relative.Split(Path.DirectorySeparatorChar))
        {
            if (part == "..") return false;
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not { } target) continue;
            if (!StayWithin(root, Path.Combine(Path.GetDirectoryName(at)!, target), links - 1)) return false;
        }

        return true;
    }
}
