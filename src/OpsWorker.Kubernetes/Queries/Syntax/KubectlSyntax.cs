using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>
/// Reads what people type and models write (<c>kubectl logs -n shop deploy/api --previous --tail 200</c>) into queries.
/// Only commands that read are understood; everything else is refused by naming the word: commands that change a
/// cluster, flags that lead elsewhere, anything a shell would act on.
/// </summary>
public static class KubectlSyntax
{
    private const string Commands = "get, describe, logs, top, events, rollout history, rollout status, api-resources and version";

    /// <summary>Reads a command; the word <c>kubectl</c> before it may be left out.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="defaultNamespace">The namespace that is meant where none is named.</param>
    public static KubectlParse Parse(string text, string defaultNamespace = "default")
    {
        try
        {
            var words = KubectlWords.Sort(KubectlTokenizer.Split(text));
            if (words.Names is ["kubectl" or "k", ..]) words.Names.RemoveAt(0);
            if (words.Names.Count == 0) return new KubectlParse.Refused(text, $"There is no command. Commands are {Commands}.");
            var command = words.Names[0];
            words.Names.RemoveAt(0);
            return new KubectlParse.Accepted(Read(command, words, defaultNamespace));
        }
        catch (RefusedException refused)
        {
            return new KubectlParse.Refused(refused.Word, refused.Message);
        }
    }

    private static KubectlCommand Read(string command, KubectlWords words, string defaultNamespace) => command switch
    {
        "get" => GetSyntax.Get(words, defaultNamespace),
        "describe" => GetSyntax.Describe(words, defaultNamespace),
        "events" => GetSyntax.Events(words, defaultNamespace),
        "logs" or "log" => LogsSyntax.Logs(words, defaultNamespace),
        "top" => OtherSyntax.Top(words, defaultNamespace),
        "rollout" => RolloutSyntax.Rollout(words, defaultNamespace),
        "api-resources" => OtherSyntax.Plain(KubectlView.ApiResources, command, words, new Query { Verb = QueryVerb.Discover, Resource = "apiresources" }),
        "version" => OtherSyntax.Plain(KubectlView.Version, command, words, new Query { Verb = QueryVerb.Version }),
        "probe" => OtherSyntax.Probe(words),
        "discover" => OtherSyntax.Discover(words),
        _ => throw new RefusedException(command, $"'{command}' is refused: clusters are only read. Commands are {Commands}."),
    };
}
