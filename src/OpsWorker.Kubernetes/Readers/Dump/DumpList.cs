using System.Text.Json;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>The readable content of a list file.</summary>
/// <param name="File">The file's path within the dump.</param>
/// <param name="Kind">The list's kind, <c>PodList</c>; null where the file has none.</param>
/// <param name="ApiVersion">Its version.</param>
/// <param name="Items">The objects.</param>
/// <param name="Problem">The problem of the file; null if there is none.</param>
internal sealed record DumpList(
    string File, string? Kind, string? ApiVersion, IReadOnlyList<JsonElement> Items, string? Problem)
{
    private readonly Lazy<ILookup<string, JsonElement>> _byName = new(
        () => Items.ToLookup(item => DumpObjects.Text(item, "name") ?? "", StringComparer.Ordinal));

    /// <summary>The objects of that name, in whichever namespace.</summary>
    public IEnumerable<JsonElement> Named(string name) => _byName.Value[name];
}
