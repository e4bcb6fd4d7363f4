using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A text that a container is configured with.</summary>
/// <param name="Name">The variable, the argument's flag, or the file.</param>
/// <param name="Text">The value; of a file one line.</param>
/// <param name="Source">The object that has it: the workload, or a ConfigMap.</param>
/// <param name="Path">Where in that object.</param>
/// <param name="Kind">How the container gets it.</param>
internal sealed partial record ConfiguredText(string Name, string Text, KubernetesObject Source, string Path, ConfigurationKind Kind)
{
    /// <summary>The variables of a container, also those that come from ConfigMaps.</summary>
    public static IEnumerable<ConfiguredText> Variables(Container container, string path, KubernetesObject item, ClusterState state)
    {
        foreach (var variable in container.Env)
        {
            if (variable.Value is { Length: > 0 } text)
            {
                yield return new(variable.Name, text, item, $"{path}.env[{variable.Name}].value", ConfigurationKind.Variable);
            }
            else if (variable.ValueFrom?.ConfigMapKeyRef is { } reference
                && state.Find<ConfigMap>(item.Namespace, reference.Name) is { } map
                && map.Data.TryGetValue(reference.Key, out var mapped))
            {
                yield return new(variable.Name, mapped, map, $"data[{reference.Key}]", ConfigurationKind.Variable);
            }
        }

        foreach (var source in container.EnvFrom)
        {
            if (state.Find<ConfigMap>(item.Namespace, source.ConfigMapRef?.Name) is not { } map) continue;
            foreach (var (key, text) in map.Data) yield return new(source.Prefix + key, text, map, $"data[{key}]", ConfigurationKind.Variable);
        }
    }

    /// <summary>The command line of a container.</summary>
    public static IEnumerable<ConfiguredText> Arguments(Container container, string path, KubernetesObject item) =>
        container.Command.Select(a => (Text: a, Field: "command")).Concat(container.Args.Select(a => (Text: a, Field: "args")))
            .Select(a => new ConfiguredText(a.Text.Split('=')[0], a.Text, item, $"{path}.{a.Field}", ConfigurationKind.Argument));

    /// <summary>The lines of the files of a workload, without comments.</summary>
    public static IEnumerable<ConfiguredText> Lines(WorkloadFacts workload, ClusterState state) =>
        from file in MountedFile.Of(workload, state)
        from line in file.Text.Split('\n')
        let text = line.Trim()
        where text.Contains(':', StringComparison.Ordinal) && !text.StartsWith('#') && !text.StartsWith("//", StringComparison.Ordinal)
        select new ConfiguredText(file.Key, text, file.Map, file.Path, ConfigurationKind.File);

    /// <summary>The addresses in the files of a workload of which host and port stand apart.</summary>
    public static IEnumerable<(ConfiguredText Text, Address Address)> Apart(WorkloadFacts workload, ClusterState state) =>
        from file in MountedFile.Of(workload, state)
        from Match match in HostAndPort().Matches(file.Text)
        let address = Address.Of(match.Groups["host"].Value, match.Groups["port"].Value)
        where address is not null
        select (new ConfiguredText(file.Key, match.Value, file.Map, file.Path, ConfigurationKind.File), address);

    // "addr": "db", "port": 5432; host: db and port: 5432 below it; x.host=db and x.port=5432.
    [GeneratedRegex(
        """\b(addr|address|host|hostname|server)["']?\s*[:=]\s*["']?(?<host>[A-Za-z][\w.-]*)["']?[\s,;]+["']?[\w.-]{0,60}?port(_value)?["']?\s*[:=]\s*["']?(?<port>\d{2,5})\b""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex HostAndPort();
}

/// <summary>How a container gets its configuration.</summary>
internal enum ConfigurationKind
{
    Variable,
    Argument,
    File,

    /// <summary>By whoever injected the container into the pods: nobody's mistake, and often no address of a server at all.</summary>
    Injected,
}
