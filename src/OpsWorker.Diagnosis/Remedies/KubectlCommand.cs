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

    private const string PreviousFlag = "--previous";

    private readonly List<string> _words = ["kubectl"];

    /// <summary>Begins a command of kubectl.</summary>
    /// <param name="words">Verb, resources and flags that are written in source code; never text from a cluster.</param>
    public KubectlCommand(params ReadOnlySpan<string> words)
    {
        _words.AddRange(words);
        Verb = words is ["rollout" or "set" or "create", var second, ..] ? $"{words[0]} {second}" : words.Length > 0 ? words[0] : "";
    }

    private KubectlCommand(string verb, string program, ReadOnlySpan<string> words)
    {
        _words[0] = program;
        _words.AddRange(words);
        Verb = verb;
    }

    /// <summary>The verb: <c>edit</c>, <c>rollout undo</c>.</summary>
    public string Verb { get; }

    /// <summary>The object that the command names; null where it names none.</summary>
    public ObjectReference? Target { get; private set; }

    /// <summary>The container that the command names; null where it names none.</summary>
    public string? ContainerName { get; private set; }

    /// <summary>True if the command reads the log of a container's previous run.</summary>
    public bool ReadsPrevious => _words.Contains(PreviousFlag);

    /// <summary>True if the command changes the object that it names.</summary>
    public bool Changes => Verb is "edit" or "patch" or "scale" or "taint" or "rollout undo" or "rollout restart"
        || Verb.StartsWith("set ", StringComparison.Ordinal);

    /// <summary>Begins a command of a program beside kubectl.</summary>
    /// <param name="program">The program, <c>helm</c>.</param>
    /// <param name="words">Words that are written in source code; never text from a cluster.</param>
    public static KubectlCommand Of(string program, params ReadOnlySpan<string> words) => new(program, program, words);

    /// <summary>The same command for the log of a container's current run.</summary>
    public KubectlCommand OfCurrentRun()
    {
        var current = new KubectlCommand(Verb, "kubectl", [.. _words.Skip(1).Where(w => w != PreviousFlag)])
        {
            Target = Target,
            ContainerName = ContainerName,
            Refusal = Refusal,
        };
        return current;
    }

    /// <summary>The reason for which there is no command: a clause with the kind and the name. Null for a valid command.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Appends flags or other words that are written in source code; never text from a cluster.</summary>
    public KubectlCommand With(params ReadOnlySpan<string> words)
    {
        _words.AddRange(words);
        return this;
    }

    /// <summary>Appends <c>kind/name</c> and the object's namespace.</summary>
    public KubectlCommand Object(ObjectReference item)
    {
        Target = item;
        return KindAndName("", item.Kind, item.Name).In(item.Namespace);
    }

    /// <summary>Appends a flag with <c>kind/name</c> as its value: <c>--from=cronjob/report</c>.</summary>
    public KubectlCommand Option(string flag, ObjectReference item) => KindAndName(flag + "=", item.Kind, item.Name);

    /// <summary>Appends <c>kind/name</c> of an object without a namespace; for null a placeholder, <c>node/NODE</c>.</summary>
    public KubectlCommand Object(string kind, string? name) =>
        name is null ? Placeholder(kind, kind.ToLowerInvariant() + "/") : Object(new ObjectReference(kind, null, name));

    /// <summary>Appends an object's name alone; for null a placeholder, <c>NODE</c>.</summary>
    /// <param name="kind">The kind, which the verb implies.</param>
    /// <param name="name">The name.</param>
    public KubectlCommand Name(string kind, string? name)
    {
        if (name is null) return Placeholder(kind, "");
        if (kind == "Node") Target = new ObjectReference(kind, null, name);
        return Checked(KubernetesName.IsObject(kind, name), kind, name, name);
    }

    /// <summary>Appends <c>-n NAMESPACE</c>; nothing for null.</summary>
    public KubectlCommand In(string? ns) => ns is null ? this : Checked(KubernetesName.IsLabel(ns), "Namespace", ns, "-n", ns);

    /// <summary>Appends <c>-c CONTAINER</c>; nothing for null or an empty name.</summary>
    public KubectlCommand Container(string? name)
    {
        ContainerName = name is { Length: > 0 } ? name : null;
        return ContainerName is { } known ? Checked(KubernetesName.IsLabel(known), "container", known, "-c", known) : this;
    }

    /// <summary>Appends a value in a form that Kubernetes accepts: <c>app=shop/web:2</c>, <c>--limits=memory=256Mi</c>.</summary>
    /// <param name="form">The form of the value.</param>
    /// <param name="prefix">Text before the value that is written in source code, or that was checked.</param>
    /// <param name="value">The value, from a cluster.</param>
    public KubectlCommand Value(ValueForm form, string prefix, string value) =>
        Checked(KubernetesName.Has(form, value), form.ToString().ToLowerInvariant(), value, prefix + value);

    /// <summary>Appends text that is written in source code to the last word.</summary>
    public KubectlCommand Suffixed(string text)
    {
        _words[^1] += text;
        return this;
    }

    /// <summary>Appends a patch.</summary>
    /// <param name="patch">The patch; its values have been checked.</param>
    public KubectlCommand Patch(JsonPatch patch) =>
        Checked(patch.Invalid is null, "patch", patch.Invalid ?? "", "--type", patch.Type, "-p", patch.ToString());

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
