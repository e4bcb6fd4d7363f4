using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Server.Clusters.Exec;

/// <summary>
/// The JSON object <c>ExecCredential</c> (client.authentication.k8s.io): the input of an exec plugin, which describes the
/// cluster, and its output, the credential.
/// </summary>
internal static class ExecInfo
{
    public static string Write(string version, KubeConfigCluster? cluster, string? authority)
    {
        var described = cluster is null ? null : new ExecCluster(
            cluster.Endpoint.Server,
            cluster.Endpoint.TlsServerName,
            authority is null ? null : Encoding.UTF8.GetBytes(authority),
            cluster.ProxyUrl);
        var info = new ExecCredentialDocument(version, "ExecCredential", new ExecSpec(false, described), null);
        return JsonSerializer.Serialize(info, ExecJson.Default.ExecCredentialDocument);
    }

    /// <exception cref="JsonException">The text is no ExecCredential.</exception>
    public static ExecStatus? Read(string text) => JsonSerializer.Deserialize(text, ExecJson.Default.ExecCredentialDocument)?.Status;
}

internal sealed record ExecCredentialDocument(string? ApiVersion, string? Kind, ExecSpec? Spec, ExecStatus? Status);

internal sealed record ExecSpec(bool Interactive, ExecCluster? Cluster);

internal sealed record ExecCluster(
    string? Server,
    [property: JsonPropertyName("tls-server-name")] string? TlsServerName,
    [property: JsonPropertyName("certificate-authority-data")] byte[]? CertificateAuthorityData,
    [property: JsonPropertyName("proxy-url")] string? ProxyUrl);

/// <summary>The credential. No record, whose text would show it.</summary>
internal sealed class ExecStatus
{
    public string? Token { get; init; }

    public string? ClientCertificateData { get; init; }

    public string? ClientKeyData { get; init; }

    public DateTimeOffset? ExpirationTimestamp { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecCredentialDocument))]
internal sealed partial class ExecJson : JsonSerializerContext;
