namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>Symbolic links of a dump. A dump may come from anywhere, and its links may point at any file of this machine.</summary>
internal static class DumpLinks
{
    private const int MaxLinks = 8;

    /// <summary>True when a path below <paramref name="root"/> stays there through all links on its way.</summary>
    /// <exception cref="IOException">A link cannot be read, or links lead round in a circle.</exception>
    public static bool StayWithin(string root, string path) => StayWithin(root, path, MaxLinks);

    /// <summary>The final target of a path that is a link; else the path itself.</summary>
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
