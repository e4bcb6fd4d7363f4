using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>An address that a workload is configured with.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Address">The address.</param>
/// <param name="Variable">The name of the variable, flag or file.</param>
/// <param name="Source">The object that has the value: the workload, or a ConfigMap.</param>
/// <param name="Path">Where in that object.</param>
/// <param name="Kind">How the workload gets it.</param>
internal sealed record ConfiguredAddress(
    ObjectReference Workload, Address Address, string Variable, KubernetesObject Source, string Path, ConfigurationKind Kind)
{
    // The kubelet passes no more than a process can take; Services of a large namespace are among them.
    private const int MostVariables = 2_000;

    private static readonly string[] s_hosts = ["HOST", "HOSTNAME", "HOST_NAME", "ADDR", "ADDRS", "ADDRESS", "SERVER", "ENDPOINT", "BROKER"];

    /// <summary>The addresses in the variables, arguments and mounted files of a workload's containers.</summary>
    public static IEnumerable<ConfiguredAddress> Of(WorkloadFacts workload, ClusterState state)
    {
        if (workload.Template is not { } template || (workload.Item ?? workload.Pods[0]) is not { } item) yield break;
        foreach (var address in Injected(workload, template, state)) yield return address;
        foreach (var (container, path) in PodFacts.Containers(template.Spec))
        {
            var at = $"{workload.SpecPath}.{path}";
            var variables = ConfiguredText.Variables(container, at, item, state).Take(MostVariables).ToList();
            foreach (var text in variables)
            {
                foreach (var address in Address.In(text.Text).Append(Host(text, variables, state)).OfType<Address>()) yield return Of(text, address);
            }

            foreach (var text in ConfiguredText.Arguments(container, at, item))
            {
                foreach (var address in Address.InLine(text.Text)) yield return Of(text, address);
            }
        }

        foreach (var text in ConfiguredText.Lines(workload, state))
        {
            foreach (var address in Address.InLine(text.Text)) yield return Of(text, address);
        }

        foreach (var (text, address) in ConfiguredText.Apart(workload, state)) yield return Of(text, address);

        ConfiguredAddress Of(ConfiguredText text, Address address) => new(
            workload.Reference, address with { NamesNamespace = NamesNamespace(address, state) }, text.Name, text.Source, text.Path, text.Kind);
    }

    // What is injected into pods, such as the proxy of a mesh, stands in no template.
    private static IEnumerable<ConfiguredAddress> Injected(WorkloadFacts workload, PodTemplate template, ClusterState state)
    {
        if (workload.Pods.Count == 0) yield break;
        var pod = workload.Pods[0];
        var known = PodFacts.Containers(template.Spec).Select(c => c.Container.Name).ToHashSet();
        foreach (var (container, path) in PodFacts.Containers(pod.Spec).Where(c => !known.Contains(c.Container.Name)))
        {
            foreach (var text in ConfiguredText.Variables(container, $"spec.{path}", pod, state).Take(MostVariables))
            {
                foreach (var address in Address.In(text.Text).Where(a => a.Host.Contains(".svc", StringComparison.Ordinal)))
                {
                    yield return new ConfiguredAddress(workload.Reference, address, text.Name, pod, text.Path, ConfigurationKind.Injected);
                }
            }
        }
    }

    /// <summary>The Service that the address names, as seen from the workload; null where there is none.</summary>
    public Service? ServiceIn(ClusterState state) => Address.ServiceFrom(Workload.Namespace, state);

    /// <summary>Quotes the address where it is configured.</summary>
    public Citation? Quote() => Kind == ConfigurationKind.File ? Cite.LineOf(Source, Path, Address.Host) : Cite.Field(Source, Path);

    // NAME_HOST=db, with NAME_PORT=5432 beside it or without.
    private static Address? Host(ConfiguredText text, List<ConfiguredText> all, ClusterState state)
    {
        if (!s_hosts.Any(h => text.Name.EndsWith(h, StringComparison.OrdinalIgnoreCase)) || text.Text.Contains(':', StringComparison.Ordinal)) return null;
        var suffix = text.Name.EndsWith("HOST", StringComparison.OrdinalIgnoreCase) ? "HOST".Length : 0;
        var port = suffix == 0 ? null : all.FirstOrDefault(v => v.Name == string.Concat(text.Name.AsSpan(0, text.Name.Length - suffix), "PORT"))?.Text;
        if (Address.Of(text.Text, port) is { } whole) return whole;
        var host = new Address(text.Text.ToLowerInvariant(), null);
        var isOfCluster = host.ServiceFrom(text.Source.Namespace, state) is not null
            || (host.IsClusterName && host.Host.Contains(".svc", StringComparison.Ordinal))
            || NamesNamespace(host, state);
        return isOfCluster ? host : null;
    }

    private static bool NamesNamespace(Address address, ClusterState state) =>
        address.Host.Split('.') is [_, var ns, ..] and { Length: 2 } && state.Find<Namespace>(null, ns) is not null;
}
