namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>The words of a command, split into names and flags.</summary>
internal sealed class KubectlWords
{
    private readonly Dictionary<KubectlFlag, string> _flags = [];
    private readonly Dictionary<KubectlFlag, string> _typed = [];

    /// <summary>The words that are not flags, in order.</summary>
    public List<string> Names { get; } = [];

    public static KubectlWords Sort(IReadOnlyList<string> words)
    {
        var sorted = new KubectlWords();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith('-')) sorted.AddFlag(words, ref i);
            else sorted.Names.Add(words[i]);
        }

        return sorted;
    }

    public bool Has(KubectlFlag flag) => _flags.ContainsKey(flag);

    public string? Value(KubectlFlag flag) => _flags.GetValueOrDefault(flag);

    /// <summary>Refuses flags that the command does not take.</summary>
    public void Allow(string command, params ReadOnlySpan<KubectlFlag> allowed)
    {
        foreach (var (flag, typed) in _typed)
        {
            if (!allowed.Contains(flag)) throw new RefusedException(typed, $"'{typed}' is refused: {command} does not take it.");
        }
    }

    private void AddFlag(IReadOnlyList<string> words, ref int index)
    {
        var word = words[index];
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = word.StartsWith("--", StringComparison.Ordinal)
            ? (equals < 0 ? word : word[..equals], equals < 0 ? null : word[(equals + 1)..])
            : (word.Length > 2 ? word[..2] : word, word.Length > 2 ? word[2..].TrimStart('=') : null);
        var flag = Find(name) ?? throw new RefusedException(word, $"'{word}' is refused: it is no flag that is understood here.");
        if (!flag.HasValue && !name.StartsWith("--", StringComparison.Ordinal) && value is not null)
        {
            throw new RefusedException(word, $"'{word}' is refused: write each short flag for itself.");
        }

        if (flag.HasValue && value is null)
        {
            if (++index == words.Count) throw new RefusedException(word, $"'{word}' needs a value.");
            value = words[index];
        }

        if (!flag.HasValue && value is not (null or "true" or "false"))
        {
            throw new RefusedException(word, $"'{word}' is refused: {name} is either there or not.");
        }

        if (flag.IsRepeated && _flags.TryGetValue(flag, out var before)) value = $"{before},{value}";
        else if (!_typed.TryAdd(flag, name)) throw new RefusedException(word, $"'{word}' is refused: the flag is given twice.");
        if (value != "false" || flag.HasValue) _flags[flag] = value ?? "true";
    }

    private static KubectlFlag? Find(string typed) => KubectlFlag.All.FirstOrDefault(f =>
        typed == "--" + f.Name || (f.Short is { } letter && typed.Length == 2 && typed[0] == '-' && typed[1] == letter));
}
