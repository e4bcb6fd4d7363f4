using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>An address that a workload is configured with.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Address">The address.</param>
/// <param name="Variable">The variable's name.</param>
/// <param name="Source">The object that has the value: the workload, or a ConfigMap.</param>
/// <param name="Path">Where in that object.</param>
internal sealed record ConfiguredAddress(
    ObjectReference Workload, Address Address, string Variable, KubernetesObject Source, string Path)
{
    /// <summary>The addresses in the environment of a workload's containers, also those that come from ConfigMaps.</summary>
    public static IEnumerable<ConfiguredAddress> Of(WorkloadFacts workload, ClusterState state)
    {
        if (workload.Template is not { } template || (workload.Item ?? workload.Pods[0]) is not { } item) yield break;
        foreach (var (container, path) in PodFacts.Containers(template.Spec))
        {
            var values = Values(container, $"{workload.SpecPath}.{path}", item, state).ToList();
            foreach (var value in values)
            {
                foreach (var address in Address.In(value.Text))
                {
                    yield return new ConfiguredAddress(workload.Reference, address, value.Name, value.Source, value.Path);
                }

                if (Split(value, values) is { } split)
                {
                    yield return new ConfiguredAddress(workload.Reference, split, value.Name, value.Source, value.Path);
                }
            }
        }
    }

    // NAME_HOST=db beside NAME_PORT=5432.
    private static Address? Split(Value value, List<Value> all) =>
        value.Name.EndsWith("HOST", StringComparison.OrdinalIgnoreCase)
            ? Address.Of(value.Text, all.FirstOrDefault(v => v.Name == string.Concat(value.Name.AsSpan(0, value.Name.Length - 4), "PORT"))?.Text)
            : null;

    private static IEnumerable<Value> Values(Container container, string path, KubernetesObject item, ClusterState state)
    {
        foreach (var variable in container.Env)
        {
            if (variable.Value is { Length: > 0 } text)
            {
                yield return new Value(variable.Name, text, item, $"{path}.env[{variable.Name}].value");
            }
            else if (variable.ValueFrom?.ConfigMapKeyRef is { } reference
                && state.Find<ConfigMap>(item.Namespace, reference.Name) is { } map
                && map.Data.TryGetValue(reference.Key, out var mapped))
            {
                yield return new Value(variable.Name, mapped, map, $"data[{reference.Key}]");
            }
        }

        foreach (var source in container.EnvFrom)
        {
            if (state.Find<ConfigMap>(item.Namespace, source.ConfigMapRef?.Name) is not { } map) continue;
            foreach (var (key, text) in map.Data) yield return new Value(source.Prefix + key, text, map, $"data[{key}]");
        }
    }

    private sealed record Value(string Name, string Text, KubernetesObject Source, string Path);
}
