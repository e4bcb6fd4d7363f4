using System.Text;
using System.Text.Json.Nodes;
using k8s.Autorest;
using k8s.ClientSets;
using k8s.Models;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Commands;

namespace OpsWorker.Operator.Cluster;

/// <summary>The public key and the cluster to which the Operator is bound.</summary>
/// <param name="Key">The public key of commands.</param>
/// <param name="ClusterId">The cluster.</param>
internal sealed record Pin(string Key, string ClusterId);

/// <summary>
/// Keeps the pin in a Secret. It is set once, at the first start, to what the server presents then; no later session changes it. Whoever
/// removes the Secret's data has it set anew.
/// </summary>
/// <param name="kubernetes">The API server.</param>
/// <param name="inNamespace">The namespace of the Secret.</param>
/// <param name="name">The name of the Secret, which the chart makes.</param>
/// <param name="expected">The only key that may be pinned; null for any.</param>
/// <param name="logger">The log.</param>
internal sealed partial class KeyPin(k8s.Kubernetes kubernetes, string inNamespace, string name, string? expected, ILogger<KeyPin> logger)
{
    private const string KeyField = "key";
    private const string ClusterField = "cluster";

    private readonly SecretClient _secrets = new(kubernetes);
    private volatile Pin? _pin;

    /// <summary>The pin; null before the first session was opened.</summary>
    public Pin? Current => _pin;

    /// <summary>The pin, set to what is presented where there is none.</summary>
    /// <exception cref="InvalidOperationException">The key that is presented first is not the one that is expected, or no key.</exception>
    /// <exception cref="HttpOperationException">The Secret cannot be read or changed.</exception>
    public async Task<Pin> GetAsync(string presentedKey, string clusterId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_pin is { } known) return known;
            var secret = await _secrets.GetAsync(name, inNamespace, cancellationToken: cancellationToken);
            if (Read(secret) is { } stored) return _pin = stored;
            if (!CommandSignature.IsPublicKey(presentedKey) || (expected is not null && expected != presentedKey))
            {
                throw new InvalidOperationException(
                    $"The server presents the key {CommandSignature.KeyId(presentedKey)}, which is not the one that is expected. "
                    + "Nothing is pinned.");
            }

            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = secret.Metadata.ResourceVersion },
                ["data"] = new JsonObject { [KeyField] = Encode(presentedKey), [ClusterField] = Encode(clusterId) },
            };
            try
            {
                var body = new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch);
                await _secrets.PatchAsync(
                    body, name, inNamespace, fieldManager: WorkloadApi.FieldManager, cancellationToken: cancellationToken);
                Pinned(CommandSignature.KeyId(presentedKey), clusterId);
            }
            catch (HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.Conflict)
            {
                // Another pod was first: its pin is read.
            }
        }
    }

    private static Pin? Read(V1Secret secret) =>
        secret.Data is { } data && data.TryGetValue(KeyField, out var key) && data.TryGetValue(ClusterField, out var cluster)
            ? new Pin(Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(cluster))
            : null;

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pinned the key {KeyId} of commands for {ClusterId}: no other one is accepted")]
    private partial void Pinned(string keyId, string clusterId);
}
