using OpsWorker.Core.Findings;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>A command line of kubectl, taken apart by its synopsis.</summary>
/// <param name="Command">The command, <c>rollout undo</c>.</param>
/// <param name="Arguments">The words that are neither the command nor flags.</param>
/// <param name="Flags">Flags with their values; of a switch the empty text.</param>
internal sealed record KubectlLine(string Command, IReadOnlyList<string> Arguments, IReadOnlyList<(string Flag, string Value)> Flags)
{
    private const int LongestCommand = 3;

    // Flags of all commands.
    private static readonly string[] s_global = ["-n", "--request-timeout"];

    public string? Namespace => Flag("-n");

    public KubectlSynopsis Synopsis => KubectlSynopsis.All[Command];

    public string? Flag(string name) => Flags.Where(f => f.Flag == name).Select(f => f.Value).FirstOrDefault();

    public bool Has(string name) => Flags.Any(f => f.Flag == name);

    /// <summary>Reads the words after <c>kubectl</c>.</summary>
    /// <exception cref="FormatException">kubectl has no such command or flag.</exception>
    public static KubectlLine Parse(IReadOnlyList<string> words)
    {
        var length = Enumerable.Range(1, LongestCommand).Where(n => n <= words.Count && KubectlSynopsis.All.ContainsKey(Joined(words, n)))
            .DefaultIfEmpty(0).Max();
        if (length == 0) throw new FormatException($"kubectl has no command '{string.Join(' ', words.Take(2))}'");
        var command = Joined(words, length);
        var (arguments, flags) = (new List<string>(), new List<(string, string)>());
        for (var i = length; i < words.Count; i++)
        {
            if (words[i] == "--") break;
            if (!words[i].StartsWith('-')) arguments.Add(words[i]);
            else i = ReadFlag(words, i, command, flags);
        }

        return new KubectlLine(command, arguments, flags);
    }

    /// <summary>The objects named as <c>type/name</c>, or as <c>TYPE NAME</c>, with what the command implies of them.</summary>
    public IReadOnlyList<ObjectReference> Objects()
    {
        var implied = Command is "cordon" or "uncordon" or "drain" ? "node" : null;
        if (implied is not null) return [.. Arguments.Select(a =>
            Reference(a.Contains('/', StringComparison.Ordinal) ? a : implied + "/" + a))];
        var named = Arguments.Where(a => a.Contains('/', StringComparison.Ordinal) && !a.Contains('=', StringComparison.Ordinal)).ToList();
        if (named.Count > 0) return [.. named.Take(Command is "taint" or "label" ? 1 : named.Count).Select(Reference)];
        return Command is "get" or "describe" or "delete" or "edit" or "label" or "taint" or "patch" or "scale" && Arguments.Count > 1
            && ResourceNames.KindOf(Arguments[0]) is not null && !Arguments[1].Contains('=', StringComparison.Ordinal)
            ? [Reference(Arguments[0] + "/" + Arguments[1])]
            : [];
    }

    private ObjectReference Reference(string argument)
    {
        var slash = argument.IndexOf('/', StringComparison.Ordinal);
        var kind = ResourceNames.KindOf(argument[..slash]) ?? argument[..slash];
        return new ObjectReference(kind, Namespace, argument[(slash + 1)..]);
    }

    private static string Joined(IReadOnlyList<string> words, int count) => string.Join(' ', words.Take(count));

    private static int ReadFlag(IReadOnlyList<string> words, int at, string command, List<(string, string)> flags)
    {
        var synopsis = KubectlSynopsis.All[command];
        var equals = words[at].StartsWith("--", StringComparison.Ordinal) ? words[at].IndexOf('=', StringComparison.Ordinal) : -1;
        var name = equals < 0 ? words[at] : words[at][..equals];
        if (synopsis.Switches.Contains(name))
        {
            flags.Add((name, equals < 0 ? "" : words[at][(equals + 1)..]));
            return at;
        }

        if (!synopsis.Valued.Contains(name) && !s_global.Contains(name)) throw new FormatException($"kubectl {command} has no flag {name}");
        if (equals < 0 && at + 1 >= words.Count) throw new FormatException($"{name} needs a value");
        flags.Add((name, equals < 0 ? words[at + 1] : words[at][(equals + 1)..]));
        return equals < 0 ? at + 1 : at;
    }
}
