namespace OpsWorker.Kubernetes.Masking;

/// <summary>The masking of one answer: its numbers, how many secrets were found, and how much work it may still take.</summary>
/// <param name="numbers">The numbers of the answer.</param>
/// <param name="size">The answer's length in characters, from which its budget follows.</param>
/// <param name="personalData">Whether mail addresses and card numbers are masked too.</param>
internal sealed class MaskRun(Pseudonyms numbers, long size, bool personalData = false)
{
    /// <summary>
    /// Characters that may be looked at for each character of the answer. Ordinary text takes 2 to 6, the worst known 40;
    /// at 5 to 10 ns each, what takes all of it costs less than a second for a megabyte.
    /// </summary>
    public const int WorkPerCharacter = 96;

    /// <summary>The replacement for text that the budget did not suffice to scan.</summary>
    public const string WithheldText = "[withheld: not masked within its budget]";

    private const long MinWork = 1_000_000;

    private long _budget = MinWork + (size * WorkPerCharacter);

    public Pseudonyms Numbers { get; } = numbers;

    public bool PersonalData { get; } = personalData;

    public int Count { get; private set; }

    /// <summary>Characters that were looked at.</summary>
    public long Work { get; private set; }

    /// <summary>Characters that were withheld, as their masking would have gone beyond the budget.</summary>
    public long Withheld { get; private set; }

    public bool IsExhausted => Work > _budget;

    /// <summary>Counts characters that were looked at.</summary>
    public void Add(long characters) => Work += characters;

    /// <summary>Counts characters that came when the answer's length was not known at first.</summary>
    public void Grow(long characters) => _budget += characters * WorkPerCharacter;

    /// <summary>
    /// A run over text that was unpacked from this answer: with numbers of its own and what is left of the budget. Its work is not yet
    /// counted here.
    /// </summary>
    public MaskRun Unpacked() => new(new Pseudonyms(byValue: false), 0, PersonalData) { _budget = _budget - Work };

    public string Withhold(int length)
    {
        Withheld += length;
        return WithheldText;
    }

    public string Replace(string kind, ReadOnlySpan<char> name, ReadOnlySpan<char> secret)
    {
        Count++;
        return Numbers.Of(kind, name, secret);
    }
}
