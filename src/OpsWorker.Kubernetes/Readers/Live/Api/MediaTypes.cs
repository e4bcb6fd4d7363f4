namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>The media types of an API server ("Kubernetes API Concepts", alternate representations).</summary>
internal static class MediaTypes
{
    public const string Any = "*/*";

    public const string Json = "application/json";

    /// <summary>Metadata of one object. A server that does not support it refuses, as no other type is accepted.</summary>
    public const string PartialObject = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    /// <summary>Metadata of a list's objects.</summary>
    public const string PartialObjectList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    public const string Table = "application/json;as=Table;g=meta.k8s.io;v=v1";

    /// <summary>Aggregated discovery, or plain discovery where the server lacks it.</summary>
    public const string Discovery =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
}
