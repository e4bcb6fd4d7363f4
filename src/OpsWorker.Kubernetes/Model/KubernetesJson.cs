using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpsWorker.Kubernetes.Model;

/// <summary>
/// Reads objects of the API: unknown fields are skipped, and null counts as absent, also in lists and maps. An object or
/// part of one without its name is malformed.
/// </summary>
public static class KubernetesJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = KubernetesModelJson.Default.WithAddedModifier(KeepDefaultsForNull)
            .WithAddedModifier(RequireNames)
            .WithAddedModifier(RemoveNulls),
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
        Converters = { new TimestampConverter() },
    };

    private static readonly Dictionary<string, JsonTypeInfo> s_kinds = new()
    {
        ["Pod"] = Of<Pod>(),
        ["Node"] = Of<Node>(),
        ["Event"] = Of<Event>(),
        ["Deployment"] = Of<Deployment>(),
        ["ReplicaSet"] = Of<ReplicaSet>(),
        ["StatefulSet"] = Of<StatefulSet>(),
        ["DaemonSet"] = Of<DaemonSet>(),
        ["ControllerRevision"] = Of<ControllerRevision>(),
        ["Job"] = Of<Job>(),
        ["CronJob"] = Of<CronJob>(),
        ["Service"] = Of<Service>(),
        ["Endpoints"] = Of<Endpoints>(),
        ["EndpointSlice"] = Of<EndpointSlice>(),
        ["Ingress"] = Of<Ingress>(),
        ["IngressClass"] = Of<IngressClass>(),
        ["NetworkPolicy"] = Of<NetworkPolicy>(),
        ["Gateway"] = Of<Gateway>(),
        ["HTTPRoute"] = Of<HttpRoute>(),
        ["GRPCRoute"] = Of<GrpcRoute>(),
        ["PersistentVolume"] = Of<PersistentVolume>(),
        ["PersistentVolumeClaim"] = Of<PersistentVolumeClaim>(),
        ["StorageClass"] = Of<StorageClass>(),
        ["ConfigMap"] = Of<ConfigMap>(),
        ["Secret"] = Of<Secret>(),
        ["ServiceAccount"] = Of<ServiceAccount>(),
        ["Namespace"] = Of<Namespace>(),
        ["ResourceQuota"] = Of<ResourceQuota>(),
        ["LimitRange"] = Of<LimitRange>(),
        ["HorizontalPodAutoscaler"] = Of<HorizontalPodAutoscaler>(),
        ["PodDisruptionBudget"] = Of<PodDisruptionBudget>(),
        ["ValidatingWebhookConfiguration"] = Of<WebhookConfiguration>(),
        ["MutatingWebhookConfiguration"] = Of<WebhookConfiguration>(),
        ["Lease"] = Of<Lease>(),
        ["APIService"] = Of<ApiService>(),
    };

    // The kind of a list without a kind follows from its resource.
    private static readonly Dictionary<string, string> s_resources = s_kinds.Keys.ToDictionary(PluralOf, kind => kind);

    /// <summary>
    /// The kind of a resource such as <c>pods</c> or <c>ingresses.networking.k8s.io</c>; null where it is not modelled.
    /// </summary>
    public static string? KindOf(string? resource) =>
        resource is null ? null : s_resources.GetValueOrDefault(resource.Split('.')[0].ToLowerInvariant());

    /// <summary>The type that models a kind; null where none does.</summary>
    public static Type? TypeOf(string kind) => s_kinds.GetValueOrDefault(kind)?.Type;

    /// <summary>Reads one object; null where its kind is not modelled.</summary>
    /// <exception cref="JsonException">The object does not have the form of its kind.</exception>
    public static KubernetesObject? Read(JsonElement element, string kind)
    {
        if (!s_kinds.TryGetValue(kind, out var type)) return null;
        var read = (KubernetesObject?)element.Deserialize(type);
        if (read is null || read.Name.Length == 0) throw new JsonException("The object has no name.");
        read.Kind = kind;
        read.Raw = element;
        return read;
    }

    private static JsonTypeInfo Of<T>() => s_options.GetTypeInfo(typeof(T));

    private static string PluralOf(string kind)
    {
        var lower = kind.ToLowerInvariant();
        if (lower == "endpoints") return lower;
        if (lower.EndsWith('s')) return lower + "es";
        return lower.EndsWith('y') && lower[^2] is not 'a' ? lower[..^1] + "ies" : lower + "s";
    }

    private static void KeepDefaultsForNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Set is not { } set || property.AssociatedParameter is not null || property.PropertyType.IsValueType) continue;
            property.IsSetNullable = true;
            property.Set = (target, value) =>
            {
                if (value is not null) set(target, value);
            };
        }
    }

    // Only texts that identify a part are not nullable; a part without them is meaningless.
    private static void RequireNames(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is not { } parameter || property.PropertyType.IsValueType) continue;
            var isName = property.PropertyType == typeof(string) && !parameter.IsNullable;
            property.IsRequired = isName;
            property.IsSetNullable = !isName;
        }
    }

    private static void RemoveNulls(JsonTypeInfo type)
    {
        if (type.Kind is not (JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)) return;
        type.OnDeserialized = read =>
        {
            if (read is IDictionary map)
            {
                foreach (var key in map.Keys.Cast<object>().Where(k => map[k] is null).ToList()) map.Remove(key);
            }
            else if (read is IList { IsFixedSize: false } list && list.Contains(null))
            {
                Compact(list);
            }
        };
    }

    // One pass: a hostile answer may hold a million of them.
    private static void Compact(IList list)
    {
        var kept = 0;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } item) list[kept++] = item;
        }

        while (list.Count > kept) list.RemoveAt(list.Count - 1);
    }
}

/// <summary>The generated readers of the modelled kinds.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(Node))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(ReplicaSet))]
[JsonSerializable(typeof(StatefulSet))]
[JsonSerializable(typeof(DaemonSet))]
[JsonSerializable(typeof(ControllerRevision))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(CronJob))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(Endpoints))]
[JsonSerializable(typeof(EndpointSlice))]
[JsonSerializable(typeof(Ingress))]
[JsonSerializable(typeof(IngressClass))]
[JsonSerializable(typeof(NetworkPolicy))]
[JsonSerializable(typeof(Gateway))]
[JsonSerializable(typeof(HttpRoute))]
[JsonSerializable(typeof(GrpcRoute))]
[JsonSerializable(typeof(PersistentVolume))]
[JsonSerializable(typeof(PersistentVolumeClaim))]
[JsonSerializable(typeof(StorageClass))]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(Secret))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(Namespace))]
[JsonSerializable(typeof(ResourceQuota))]
[JsonSerializable(typeof(LimitRange))]
[JsonSerializable(typeof(HorizontalPodAutoscaler))]
[JsonSerializable(typeof(PodDisruptionBudget))]
[JsonSerializable(typeof(WebhookConfiguration))]
[JsonSerializable(typeof(ApiService))]
[JsonSerializable(typeof(Lease))]
internal sealed partial class KubernetesModelJson : JsonSerializerContext;
