using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>
/// The commands <c>top</c>, <c>api-resources</c> and <c>version</c>, and <c>probe</c> and <c>discover</c>, which kubectl
/// does not have.
/// </summary>
internal static class OtherSyntax
{
    public static KubectlCommand Top(KubectlWords words, string defaultNamespace)
    {
        words.Allow(
            "top",
            KubectlFlag.Namespace,
            KubectlFlag.AllNamespaces,
            KubectlFlag.Selector,
            KubectlFlag.Containers,
            KubectlFlag.Since,
            KubectlFlag.Expression);
        var named = KubectlArguments.Resources("top", words.Names);
        if (named.Count > 1) throw new RefusedException(words.Names[^1], $"'{words.Names[^1]}' is refused: top takes one name.");
        if (named[0].Resource is not ("pods" or "nodes"))
        {
            throw new RefusedException(words.Names[0], $"'{words.Names[0]}' is refused: top takes pods or nodes.");
        }

        var query = new Query
        {
            Verb = QueryVerb.Metrics,
            Resource = named[0].Resource,
            Namespace = KubectlArguments.Namespace(words, defaultNamespace, named[0].Known),
            Name = named[0].Name,
            LabelSelector = KubectlArguments.Labels(words),
            Since = KubectlArguments.Since(words),
            Expression = words.Value(KubectlFlag.Expression),
        };
        return new KubectlCommand(KubectlView.Top, KubectlOutput.Table, [query]);
    }

    public static KubectlCommand Plain(KubectlView view, string command, KubectlWords words, Query query)
    {
        words.Allow(command, KubectlFlag.Output);
        if (words.Names.Count > 0) throw new RefusedException(words.Names[0], $"'{words.Names[0]}' is refused: {command} takes no name.");
        return new KubectlCommand(view, KubectlArguments.Output(words), [query]);
    }

    public static KubectlCommand Probe(KubectlWords words)
    {
        words.Allow("probe", KubectlFlag.Namespace, KubectlFlag.AllNamespaces);
        var target = words.Names switch
        {
            [] or ["services"] => null,
            [var one] => Target(one),
            [_, var second, ..] => throw new RefusedException(second, $"'{second}' is refused: probe takes one address."),
        };
        var inNamespace = words.Has(KubectlFlag.Namespace) ? KubectlArguments.Namespace(words, "default") : null;
        return new KubectlCommand(
            KubectlView.Other, KubectlOutput.Json, [new Query { Verb = QueryVerb.Probe, Target = target, Namespace = inNamespace }]);
    }

    public static KubectlCommand Discover(KubectlWords words)
    {
        words.Allow("discover", KubectlFlag.Namespace);
        if (words.Names is not [("apiresources" or "servicegraph" or Query.Baseline) and var what])
        {
            var word = words.Names.LastOrDefault() ?? "discover";
            throw new RefusedException(word, $"'{word}' is refused: discover takes apiresources, servicegraph or baseline.");
        }

        var inNamespace = words.Has(KubectlFlag.Namespace) ? KubectlArguments.Namespace(words, "default") : null;
        return new KubectlCommand(
            KubectlView.Other, KubectlOutput.Json, [new Query { Verb = QueryVerb.Discover, Resource = what, Namespace = inNamespace }]);
    }

    private static string Target(string word) =>
        Uri.TryCreate(word, UriKind.Absolute, out var address)
        && address.Scheme is "tcp" or "http" or "https" && address.UserInfo.Length == 0
            ? word
            : throw new RefusedException(word, $"'{word}' is refused: probe takes tcp://HOST:PORT or http://HOST:PORT/PATH.");
}
