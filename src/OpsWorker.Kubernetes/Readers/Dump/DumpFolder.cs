using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// The files of a dump. The folder is looked through once; a file is read when it is first asked for. Names that come
/// in queries are looked up in what was found and never made part of a path. Links that lead out of the folder are not followed, and
/// nothing is read that is no regular file.
/// </summary>
internal sealed class DumpFolder
{
    /// <summary>The limit of a file's size in bytes.</summary>
    private const long MaxFileBytes = 256L * 1024 * 1024;

    private static readonly HashSet<string> NoResources = ["metrics", "probes", "servicegraph", "version"];

    private readonly string _root;
    private readonly Dictionary<string, List<DumpFile>> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<DumpList>> _lists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<SortedSet<string>>> _pods = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _problems = new(StringComparer.Ordinal);

    public DumpFolder(string root)
    {
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"There is no folder '{root}'.");
        _root = Path.GetFullPath(root);
        foreach (var file in Directory.EnumerateFiles(_root, "*.json")) Add(file, null);
        foreach (var folder in Folders(_root))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json")) Add(file, Path.GetFileName(folder));
        }

        Namespaces = [.. Folders(_root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The namespaces that have a directory.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>The problems of the files that were read so far.</summary>
    public IEnumerable<string> Problems => _problems.Keys.Order(StringComparer.Ordinal);

    /// <summary>The resources that have a file, by plain name or with their group.</summary>
    public IEnumerable<string> Resources => _files.Keys;

    /// <summary>True if the resource has a file for the namespace.</summary>
    public bool Has(string resource, string? inNamespace) => Files(resource, inNamespace).Any();

    /// <summary>The lists of a resource: of one namespace, or of all; empty where none was recorded.</summary>
    public IReadOnlyList<DumpList> Lists(string resource, string? inNamespace) =>
        [.. Files(resource, inNamespace).Select(f => List(f.Path))];

    /// <summary>The pods of a namespace that have a directory.</summary>
    public IReadOnlyCollection<string> PodsWithLogs(string inNamespace) => Pods(inNamespace);

    /// <summary>A pod's log file as text, or null where there is none.</summary>
    public string? Logs(string inNamespace, string pod, string file)
    {
        if (!Pods(inNamespace).Contains(pod)) return null;
        var bytes = Read(Path.Combine(_root, inNamespace, pod, file));
        return bytes is null ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A file of the dump's top level that is one JSON value; null where it is absent or broken.</summary>
    public JsonElement? Document(string name)
    {
        if (Read(Path.Combine(_root, name)) is not { } bytes) return null;
        try
        {
            return JsonElement.Parse(bytes);
        }
        catch (JsonException e)
        {
            _problems.TryAdd($"{name} is not JSON: {e.Message}", 0);
            return null;
        }
    }

    /// <summary>The modification time of the dump's newest file.</summary>
    public DateTimeOffset NewestFile() =>
        _files.Values.SelectMany(f => f).Select(f => new DateTimeOffset(File.GetLastWriteTimeUtc(f.Path)))
            .Append(new DateTimeOffset(Directory.GetLastWriteTimeUtc(_root))).Max();

    private SortedSet<string> Pods(string inNamespace)
    {
        if (!Namespaces.Contains(inNamespace)) return [];
        return _pods.GetOrAdd(inNamespace, name => new Lazy<SortedSet<string>>(() => ReadPods(name))).Value;
    }

    private SortedSet<string> ReadPods(string inNamespace) =>
        new(Folders(Path.Combine(_root, inNamespace)).Select(folder => Path.GetFileName(folder)!), StringComparer.Ordinal);

    private IEnumerable<string> Folders(string parent) =>
        Directory.EnumerateDirectories(parent).Where(folder => DumpLinks.StayWithin(_root, folder));

    private IEnumerable<DumpFile> Files(string resource, string? inNamespace)
    {
        if (!_files.TryGetValue(resource, out var files) && !_files.TryGetValue(PlainName(resource), out files)) return [];
        return files.Where(f => f.Namespace is null || inNamespace is null || f.Namespace == inNamespace);
    }

    private DumpList List(string path) =>
        _lists.GetOrAdd(path, p => new Lazy<DumpList>(() => ReadList(p))).Value;

    private DumpList ReadList(string path)
    {
        var name = RelativeName(path);
        var list = Read(path) is { } bytes
            ? DumpListParser.Parse(name, bytes)
            : new DumpList(name, null, null, [], $"{name} could not be read.");
        if (list.Problem is not null) _problems.TryAdd(list.Problem, 0);
        return list;
    }

    private byte[]? Read(string path)
    {
        try
        {
            if (!DumpLinks.StayWithin(_root, path))
            {
                _problems.TryAdd($"{RelativeName(path)} is a link that leads out of the dump and was not read.", 0);
                return null;
            }

            var file = new FileInfo(path);
            if (!file.Exists) return null;

            // Pipes and devices have no length, and reading them may never end.
            var length = new FileInfo(DumpLinks.Target(path)).Length;
            if (length == 0) return [];
            if (length <= MaxFileBytes) return ReadBytes(path, (int)length);
            _problems.TryAdd($"{RelativeName(path)} is larger than {MaxFileBytes} bytes and was not read.", 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.TryAdd($"{RelativeName(path)} could not be read ({e.GetType().Name}).", 0);
        }

        return null;
    }

    private static byte[] ReadBytes(string path, int length)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[length];
        var read = file.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return read == length ? bytes : bytes[..read];
    }

    /// <summary>kubectl writes some names with hyphens (<c>replication-controllers</c>) or short (<c>pvc</c>).</summary>
    private void Add(string path, string? inNamespace)
    {
        var name = Path.GetFileNameWithoutExtension(path).ToLowerInvariant();
        if (inNamespace is null && NoResources.Contains(name)) return;
        name = KnownResources.Find(name.Replace("-", "", StringComparison.Ordinal))?.Name ?? name;
        foreach (var key in new HashSet<string>(StringComparer.Ordinal) { name, PlainName(name) })
        {
            if (!_files.TryGetValue(key, out var files)) _files[key] = files = [];
            files.Add(new DumpFile(path, inNamespace));
        }
    }

    private string RelativeName(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/');

    private static string PlainName(string resource)
    {
        var dot = resource.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? resource : resource[..dot];
    }

    private sealed record DumpFile(string Path, string? Namespace);
}
