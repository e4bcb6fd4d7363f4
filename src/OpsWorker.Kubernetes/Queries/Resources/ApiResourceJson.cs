using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Queries.Resources;

/// <summary>
/// The answer to Discover of API resources: an array of <c>{"name","kind","apiVersion","namespaced","shortNames"}</c>.
/// </summary>
public static class ApiResourceJson
{
    /// <summary>Writes the answer.</summary>
    public static string Write(IEnumerable<ApiResource> resources) =>
        JsonSerializer.Serialize([.. resources], ApiResourceContext.Default.ListApiResource);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="JsonException">The text is not such an array.</exception>
    public static IReadOnlyList<ApiResource> Read(string json) =>
        JsonSerializer.Deserialize(json, ApiResourceContext.Default.ListApiResource) ?? [];
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(List<ApiResource>))]
internal sealed partial class ApiResourceContext : JsonSerializerContext;
