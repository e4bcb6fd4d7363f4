using k8s.KubeConfigModels;

namespace OpsWorker.Server.Clusters;

/// <summary>A cluster of a kubeconfig file.</summary>
/// <param name="File">The file that it is in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Endpoint">Its address and authority.</param>
internal sealed record KubeConfigCluster(KubeConfigFile File, string Name, ClusterEndpoint Endpoint)
{
    public string? ProxyUrl => File.Extras.ProxyUrl(Name);
}

/// <summary>A user of a kubeconfig file.</summary>
/// <param name="File">The file that it is in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Credentials">Its credentials.</param>
internal sealed record KubeConfigUser(KubeConfigFile File, string Name, UserCredentials Credentials)
{
    public string? TokenFile => File.Extras.TokenFile(Name) is { } path ? File.Resolve(path) : null;

    public string? ImpersonatedUid => File.Extras.ImpersonatedUid(Name);

    public string? InteractiveMode => File.Extras.InteractiveMode(Name);
}
