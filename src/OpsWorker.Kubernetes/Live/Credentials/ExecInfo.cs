using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Kubernetes.Live.Credentials;

/// <summary>
/// The JSON object <c>ExecCredential</c> (client.authentication.k8s.io), by which an exec plugin is told of the cluster
/// and answers with a credential.
/// </summary>
internal static class ExecInfo
{
    public static string Write(string version, KubeConfigNode? cluster, string? authority)
    {
        var info = new ExecCredentialDocument(version, "ExecCredential", new ExecSpec(false, cluster is null ? null : new ExecCluster(
            cluster.Text("server"),
            cluster.Text("tls-server-name"),
            authority is null ? null : Encoding.UTF8.GetBytes(authority),
            cluster.Text("proxy-url"))), null);
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

internal sealed record ExecStatus(
    string? Token, string? ClientCertificateData, string? ClientKeyData, DateTimeOffset? ExpirationTimestamp);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecCredentialDocument))]
internal sealed partial class ExecJson : JsonSerializerContext;
