using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Findings;

namespace OpsWorker.Kubernetes.Model;

/// <summary>
/// An object of the Kubernetes API, with the fields that diagnosis reads. Fields are named as in the API; a
/// field that is missing in an answer is null, empty or zero.
/// </summary>
public abstract class KubernetesObject
{
    /// <summary>The kind, for example <c>Deployment</c>; lists of the API leave it out of their items.</summary>
    public string? Kind { get; set; }

    /// <summary>Group and version, for example <c>apps/v1</c>.</summary>
    public string? ApiVersion { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The evidence that the object was read from.</summary>
    [JsonIgnore]
    public string EvidenceId { get; internal set; } = "";

    /// <summary>The object's JSON, for quotations and for fields that are not modelled.</summary>
    [JsonIgnore]
    public JsonElement Raw { get; internal set; }

    [JsonIgnore]
    public string Name => Metadata.Name;

    /// <summary>The object's namespace; null where its kind has none.</summary>
    [JsonIgnore]
    public string? Namespace => Metadata.Namespace;

    /// <summary>The object's name in findings.</summary>
    [JsonIgnore]
    public ObjectReference Reference => new(Kind ?? GetType().Name, Namespace, Name);
}

/// <summary>The metadata of an object.</summary>
public sealed class ObjectMeta
{
    public string Name { get; set; } = "";

    /// <summary>Null for cluster-scoped kinds.</summary>
    public string? Namespace { get; set; }

    /// <summary>Null where a recording left it out.</summary>
    public string? Uid { get; set; }

    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>The end of the grace period; null unless it is being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp { get; set; }

    /// <summary>A counter that every change of the spec increments.</summary>
    public long? Generation { get; set; }

    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; set; } = new Dictionary<string, string>();

    /// <summary>The owners, with which the object is garbage-collected.</summary>
    public IReadOnlyList<OwnerReference> OwnerReferences { get; set; } = [];

    /// <summary>The last change by each field manager; the fields themselves are not read.</summary>
    public IReadOnlyList<ManagedFieldsEntry> ManagedFields { get; set; } = [];

    /// <summary>Keys of controllers that must clean up before the object is removed.</summary>
    public IReadOnlyList<string> Finalizers { get; set; } = [];
}

/// <summary>An owner of an object.</summary>
public sealed record OwnerReference(string Kind, string Name, bool Controller, string? Uid);

/// <summary>A change that the API server recorded.</summary>
public sealed record ManagedFieldsEntry(string? Manager, string? Operation, DateTimeOffset? Time, string? Subresource);

/// <summary>One of an object's conditions.</summary>
public sealed record Condition(
    string Type,
    string? Status,
    string? Reason,
    string? Message,
    DateTimeOffset? LastTransitionTime,
    DateTimeOffset? LastHeartbeatTime,
    DateTimeOffset? LastUpdateTime);

/// <summary>A reference to another object.</summary>
public sealed record ObjectReferenceField(string? Kind, string? Namespace, string? Name, string? FieldPath, string? ApiVersion);

/// <summary>An object of which only the metadata matters or was asked for: Secrets, ServiceAccounts.</summary>
public sealed class MetadataOnly : KubernetesObject;
