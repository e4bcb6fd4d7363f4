namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Numbers what is masked in one answer. In an object's field the number stands for the value, so that two revisions of one
/// workload show that a password changed; it is counted anew for each name, each owner and each answer, so that nobody can
/// try out values against somebody else's. In logs and messages, which others can write to, it stands for the name alone.
/// </summary>
/// <param name="byValue">Whether numbers stand for values.</param>
internal sealed class Pseudonyms(bool byValue)
{
    public const string Prefix = "[masked:";

    /// <summary>Longer than any mask.</summary>
    public const int MaxLength = 64;

    /// <summary>Beyond this many, further ones are no longer distinguished.</summary>
    private const int MaxNumbers = 10_000;

    private readonly Dictionary<(string Owner, string Kind, string Name, string Value), int> _numbers = [];

    /// <summary>The owner of the object that is masked; empty for text outside of objects.</summary>
    public string Owner { get; set; } = "";

    /// <summary><c>[masked:KIND:NUMBER]</c>.</summary>
    public string Of(string kind, ReadOnlySpan<char> name, ReadOnlySpan<char> secret)
    {
        var key = (Owner, kind, name.Length <= 256 ? name.ToString() : "", byValue ? secret.ToString() : "");
        if (!_numbers.TryGetValue(key, out var number))
        {
            if (_numbers.Count >= MaxNumbers) return $"{Prefix}{kind}:other]";
            _numbers[key] = number = _numbers.Count + 1;
        }

        return $"{Prefix}{kind}:{number}]";
    }
}
