namespace OpsWorker.Testing.Clusters;

/// <summary>The log of a container, of the current run or (<c>Previous</c>) of the one before.</summary>
public sealed record ContainerLog(string Namespace, string Pod, string Container, bool Previous, IReadOnlyList<string> Lines);
