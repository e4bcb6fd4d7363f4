namespace OpsWorker.Kubernetes.Model;

/// <summary>The sightings of a message while nothing fired.</summary>
/// <param name="First">The first one that is remembered.</param>
/// <param name="Last">The last one.</param>
/// <param name="Count">The number of looks at the namespace that found it.</param>
public sealed record Sighting(DateTimeOffset First, DateTimeOffset Last, int Count);
