using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>
/// Parses commands of people and models (<c>kubectl logs -n shop deploy/api --previous --tail 200</c>) into queries.
/// Only commands that read are supported; everything else is refused with the word: commands that change a cluster,
/// flags that address another cluster or user, characters that a shell would act on.
/// </summary>
public static class KubectlSyntax
{
    private const string Commands =
        "get, describe, logs, top, events, rollout history, rollout status, api-resources, api-versions and version";

    /// <summary>Parses a command; the leading word <c>kubectl</c> is optional.</summary>
    /// <param name="text">The command line.</param>
    /// <param name="defaultNamespace">The namespace of commands that name none.</param>
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

    private static string Elsewhere(string command) => command switch
    {
        "auth" => "Permissions are in 'get roles,rolebindings -A -o wide' and 'get clusterroles,clusterrolebindings -o yaml'.",
        "explain" => "The fields that an object has are in 'get TYPE NAME -o yaml'.",
        "cluster-info" => "The version is in 'version', the servers are in 'get nodes -o wide'.",
        _ => "Use kubectl.",
    };

    private static KubectlCommand Read(string command, KubectlWords words, string defaultNamespace) => command switch
    {
        "get" => GetSyntax.Get(words, defaultNamespace),
        "describe" => GetSyntax.Describe(words, defaultNamespace),
        "events" => GetSyntax.Events(words, defaultNamespace),
        "logs" or "log" => LogsSyntax.Logs(words, defaultNamespace),
        "top" => OtherSyntax.Top(words, defaultNamespace),
        "rollout" => RolloutSyntax.Rollout(words, defaultNamespace),
        "api-resources" => OtherSyntax.Plain(
            KubectlView.ApiResources, command, words, new Query { Verb = QueryVerb.Discover, Resource = "apiresources" }),
        "api-versions" => OtherSyntax.Plain(
            KubectlView.ApiVersions, command, words, new Query { Verb = QueryVerb.Discover, Resource = "apiresources" }),
        "version" => OtherSyntax.Plain(KubectlView.Version, command, words, new Query { Verb = QueryVerb.Version }),
        "probe" => OtherSyntax.Probe(words),
        "discover" => OtherSyntax.Discover(words),
        "auth" or "explain" or "cluster-info" or "diff" or "config" => throw new RefusedException(
            command, $"'{command}' is refused: it reads, but not by a GET of objects, which is all that is sent. {Elsewhere(command)}"),
        _ => throw new RefusedException(command, $"'{command}' is refused: clusters are only read. Commands are {Commands}."),
    };
}
