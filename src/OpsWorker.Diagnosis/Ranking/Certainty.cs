namespace OpsWorker.Diagnosis.Ranking;

/// <summary>
/// Classes of evidence, each with the confidence of a finding that rests on it. A detector names the class, never a number: of the
/// answers that rest on a class, about as many are right as its value says. `opsworker eval DIR --ablate` varies each by a fifth.
/// </summary>
public static class Certainty
{
    /// <summary>A component of Kubernetes or a registry states the cause and names the object or field at fault.</summary>
    public const double Proved = 0.95;

    /// <summary>A component states the cause in its own words, or a field of an object alone keeps it from working.</summary>
    public const double Stated = 0.93;

    /// <summary>Two independent observations agree: the words of a program, a probe or an event, and a field.</summary>
    public const double Confirmed = 0.9;

    /// <summary>The words of one program name the cause.</summary>
    public const double Logged = 0.85;

    /// <summary>A field is at fault and nobody was seen to fail for it, or words name a class of causes without the object.</summary>
    public const double Implied = 0.8;

    /// <summary>The cause that remains where the others of the symptom are ruled out.</summary>
    public const double Inferred = 0.72;

    /// <summary>The failure is certain, and its reason is not.</summary>
    public const double General = 0.6;

    /// <summary>One of two explanations that fit about equally well.</summary>
    public const double Even = 0.5;

    /// <summary>A state that many clusters that work have too; it counts with what else speaks for it.</summary>
    public const double Incidental = 0.3;

    /// <summary>The addend for words that a container wrote last before it ended: they are about its end.</summary>
    public const double LastWordsAddend = 0.05;

    /// <summary>All classes, the surest first.</summary>
    public static IReadOnlyList<(string Name, double Value)> All { get; } =
    [
        (nameof(Proved), Proved), (nameof(Stated), Stated), (nameof(Confirmed), Confirmed), (nameof(Logged), Logged),
        (nameof(Implied), Implied), (nameof(Inferred), Inferred), (nameof(General), General), (nameof(Even), Even),
        (nameof(Incidental), Incidental),
    ];

    /// <summary>The confidence at a share of the way from one class to another, for evidence that is a matter of degree.</summary>
    /// <param name="low">The class at a share of nothing.</param>
    /// <param name="high">The class at the whole.</param>
    /// <param name="share">The share, 0 to 1.</param>
    public static double Between(double low, double high, double share) => low + ((high - low) * share);
}
