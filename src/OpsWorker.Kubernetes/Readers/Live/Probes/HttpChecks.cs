using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>
/// The HTTP probes that pods declare for the kubelet. No other path is requested: an application may do anything on a GET,
/// and these are requested all the time.
/// </summary>
internal static class HttpChecks
{
    /// <summary>True if a probe of the pod declares this path on the port.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="port">The pod's port, by number or name.</param>
    /// <param name="path">Path and query.</param>
    public static bool Declares(Pod pod, IntOrString port, string path) =>
        pod.Spec.Containers.Any(container =>
            new[] { container.ReadinessProbe, container.LivenessProbe, container.StartupProbe }
                .Select(probe => probe?.HttpGet)
                .OfType<HttpGetAction>()
                .Any(check => Path(check) == path && IsPlain(check)
                    && Number(pod, check.Port) is { } number && number == Number(pod, port)));

    private static string Path(HttpGetAction check) =>
        check.Path is not { Length: > 0 } path ? "/" : path[0] == '/' ? path : "/" + path;

    private static bool IsPlain(HttpGetAction check) => check.Scheme is null or "HTTP" && string.IsNullOrEmpty(check.Host);

    private static int? Number(Pod pod, IntOrString port) =>
        port.Number ?? pod.Spec.Containers.SelectMany(c => c.Ports).FirstOrDefault(p => p.Name == port.Text)?.Number;
}
