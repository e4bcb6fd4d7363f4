using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>
/// A kubectl command for people to copy. Names come from a cluster, where anybody may have written them, so a name that Kubernetes would
/// not accept never becomes part of it: the command is refused instead. Every word is quoted for a POSIX shell.
/// </summary>
/// <remarks>A valid name begins with a letter or a digit, so no name can be taken for a flag.</remarks>
public sealed class KubectlCommand
{
    private const int ShownName = 80;

    private readonly List<string> _words = ["kubectl"];

    /// <summary>Begins a command.</summary>
    /// <param name="words">Verb, resources and flags that are written in source code; never text from a cluster.</param>
    public KubectlCommand(params ReadOnlySpan<string> words) => _words.AddRange(words);

    /// <summary>The reason for which there is no command: a clause with the kind and the name. Null for a valid command.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Appends flags or other words that are written in source code; never text from a cluster.</summary>
    public KubectlCommand With(params ReadOnlySpan<string> words)
    {
        _words.AddRange(words);
        return this;
    }

    /// <summary>Appends <c>kind/name</c> and the object's namespace.</summary>
    public KubectlCommand Object(ObjectReference item) => KindAndName("", item.Kind, item.Name).In(item.Namespace);

    /// <summary>Appends a flag with <c>kind/name</c> as its value: <c>--from=cronjob/report</c>.</summary>
    public KubectlCommand Option(string flag, ObjectReference item) => KindAndName(flag + "=", item.Kind, item.Name);

    /// <summary>Appends <c>kind/name</c> of an object without a namespace; for null a placeholder, <c>node/NODE</c>.</summary>
    public KubectlCommand Object(string kind, string? name) =>
        name is null ? Placeholder(kind, kind.ToLowerInvariant() + "/") : KindAndName("", kind, name);

    /// <summary>Appends an object's name alone; for null a placeholder, <c>NODE</c>.</summary>
    /// <param name="kind">The kind, which the verb implies.</param>
    /// <param name="name">The name.</param>
    public KubectlCommand Name(string kind, string? name) =>
        name is null ? Placeholder(kind, "") : Checked(KubernetesName.IsObject(kind, name), kind, name, name);

    /// <summary>Appends <c>-n NAMESPACE</c>; nothing for null.</summary>
    public KubectlCommand In(string? ns) => ns is null ? this : Checked(KubernetesName.IsLabel(ns), "Namespace", ns, "-n", ns);

    /// <summary>Appends <c>-c CONTAINER</c>; nothing for null.</summary>
    public KubectlCommand Container(string? name) =>
        name is null ? this : Checked(KubernetesName.IsLabel(name), "container", name, "-c", name);

    /// <summary>The command line; empty where it is refused.</summary>
    public override string ToString() => Refusal is null ? string.Join(' ', _words.Select(ShellWord.Quote)) : "";

    private KubectlCommand KindAndName(string prefix, string kind, string name) =>
        KubernetesName.IsKind(kind)
            ? Checked(KubernetesName.IsObject(kind, name), kind, name, $"{prefix}{kind.ToLowerInvariant()}/{name}")
            : Checked(false, "kind of object", kind);

    private KubectlCommand Placeholder(string kind, string prefix) => With(prefix + kind.ToUpperInvariant());

    private KubectlCommand Checked(bool valid, string kind, string name, params ReadOnlySpan<string> words)
    {
        if (valid) return With(words);
        Refusal ??= $"'{(name.Length > ShownName ? name[..ShownName] + "..." : name)}' is not a valid name of a {kind}";
        return this;
    }
}
