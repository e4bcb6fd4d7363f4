using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>The command <c>logs</c>. Without <c>-c</c> all containers are read, which kubectl does with --all-containers.</summary>
internal static class LogsSyntax
{
    public static KubectlCommand Logs(KubectlWords words, string defaultNamespace)
    {
        words.Allow(
            "logs",
            KubectlFlag.Namespace,
            KubectlFlag.Selector,
            KubectlFlag.Container,
            KubectlFlag.AllContainers,
            KubectlFlag.Previous,
            KubectlFlag.Timestamps,
            KubectlFlag.Tail,
            KubectlFlag.Since,
            KubectlFlag.Match);
        var labels = KubectlArguments.Labels(words);
        var named = Named(words, labels);
        var query = new Query
        {
            Verb = QueryVerb.Logs,
            Resource = named?.Resource ?? "pods",
            Namespace = KubectlArguments.Namespace(words, defaultNamespace),
            Name = named?.Name,
            LabelSelector = labels,
            Container = Container(words),
            Previous = words.Has(KubectlFlag.Previous),
            Timestamps = words.Has(KubectlFlag.Timestamps),
            TailLines = KubectlArguments.Tail(words),
            Since = KubectlArguments.Since(words),
            Match = words.Value(KubectlFlag.Match),
        };
        return new KubectlCommand(KubectlView.Logs, KubectlOutput.Table, [query]);
    }

    private static NamedResource? Named(KubectlWords words, string? labels)
    {
        if (words.Names.Count == 0)
        {
            return labels is not null || words.Has(KubectlFlag.Namespace)
                ? null
                : throw new RefusedException("logs", "'logs' needs a pod, a TYPE/NAME, or a selector with -l.");
        }

        if (labels is not null)
        {
            throw new RefusedException(words.Names[0], $"'{words.Names[0]}' is refused: a selector and a name cannot be combined.");
        }

        if (words.Names.Count > 2)
        {
            throw new RefusedException(words.Names[2], $"'{words.Names[2]}' is refused: logs takes a pod and a container.");
        }

        return words.Names[0].Contains('/', StringComparison.Ordinal)
            ? KubectlArguments.Resources("logs", [words.Names[0]])[0]
            : new NamedResource("pods", KubectlArguments.Name(words.Names[0]));
    }

    private static string? Container(KubectlWords words)
    {
        var flag = words.Value(KubectlFlag.Container);
        var second = words.Names.Count == 2 ? words.Names[1] : null;
        if (flag is not null && second is not null)
        {
            throw new RefusedException(second, $"'{second}' is refused: the container is named twice.");
        }

        return (flag ?? second) is { } container ? KubectlArguments.Name(container) : null;
    }
}
