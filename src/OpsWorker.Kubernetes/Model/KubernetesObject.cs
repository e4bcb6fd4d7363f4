using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Findings;

namespace OpsWorker.Kubernetes.Model;

/// <summary>
/// An object of the Kubernetes API, with the fields that diagnosis reads. Fields are named as in the API; what an
/// answer lacks is null, empty or zero.
/// </summary>
public abstract class KubernetesObject
{
    /// <summary>The kind, for example <c>Deployment</c>; lists of the API leave it out of their items.</summary>
    public string? Kind { get; set; }

    /// <summary>Group and version, for example <c>apps/v1</c>.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Name, namespace, labels, owners.</summary>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The evidence that the object was read from.</summary>
    [JsonIgnore]
    public string EvidenceId { get; internal set; } = "";

    /// <summary>The object as it was read, for quotations and for fields that are not modelled.</summary>
    [JsonIgnore]
    public JsonElement Raw { get; internal set; }

    /// <summary>The object's name.</summary>
    [JsonIgnore]
    public string Name => Metadata.Name;

    /// <summary>The object's namespace; null where its kind has none.</summary>
    [JsonIgnore]
    public string? Namespace => Metadata.Namespace;

    /// <summary>How findings name the object.</summary>
    [JsonIgnore]
    public ObjectReference Reference => new(Kind ?? GetType().Name, Namespace, Name);
}

/// <summary>What every object has.</summary>
public sealed class ObjectMeta
{
    /// <summary>Unique among objects of its kind and namespace.</summary>
    public string Name { get; set; } = "";

    /// <summary>Null where the kind has none.</summary>
    public string? Namespace { get; set; }

    /// <summary>Unique over time; null where a recording left it out.</summary>
    public string? Uid { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>When it is to be gone; null unless it is being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp { get; set; }

    /// <summary>Raised with every change of what is wanted.</summary>
    public long? Generation { get; set; }

    /// <summary>What selectors match on.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>Notes of tools and controllers.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; set; } = new Dictionary<string, string>();

    /// <summary>What created it and removes it.</summary>
    public IReadOnlyList<OwnerReference> OwnerReferences { get; set; } = [];

    /// <summary>Who last changed which part and when; the parts themselves are not read.</summary>
    public IReadOnlyList<ManagedFieldsEntry> ManagedFields { get; set; } = [];

    /// <summary>What must be done before a deletion takes effect.</summary>
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

/// <summary>Names an object from another one.</summary>
public sealed record ObjectReferenceField(string? Kind, string? Namespace, string? Name, string? FieldPath, string? ApiVersion);

/// <summary>An object of which only the metadata matters or was asked for: Secrets, ServiceAccounts.</summary>
public sealed class MetadataOnly : KubernetesObject;
