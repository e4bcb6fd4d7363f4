namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>The forms in which an API server answers ("Kubernetes API Concepts", alternate representations).</summary>
internal static class MediaTypes
{
    public const string Any = "*/*";

    public const string Json = "application/json";

    /// <summary>Metadata of one object. No other form is named, so a server that does not know it refuses.</summary>
    public const string PartialObject = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    /// <summary>Metadata of a list's objects.</summary>
    public const string PartialObjectList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    public const string Table = "application/json;as=Table;g=meta.k8s.io;v=v1";

    /// <summary>Discovery of everything in two answers, or where that is not served, group by group.</summary>
    public const string Discovery =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
}
