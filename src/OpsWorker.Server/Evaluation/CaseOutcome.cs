using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Evaluation;

/// <summary>A cause as a case's line shows it.</summary>
internal sealed record CaseCause(CauseCode Code, ObjectReference Object, double Confidence);

/// <summary>A case's line: the answers, best first, and how long they took from the first file that was read.</summary>
internal sealed record CaseLine(string Case, IReadOnlyList<CaseCause> Causes, CauseCode Verdict, long ElapsedMs)
{
    /// <summary>
    /// The rank of the truth among the answers, from 1; 0 where it is not there. Where the truth is that nothing is to be
    /// found, naming nothing is right.
    /// </summary>
    public int RankOf(ExpectedCause expected)
    {
        if (Causes.Count == 0) return expected.HasCode(Verdict) ? 1 : 0;
        for (var i = 0; i < Causes.Count; i++)
        {
            if (expected.HasCode(Causes[i].Code) && expected.HasObject(Causes[i].Object)) return i + 1;
        }

        return 0;
    }
}

/// <summary>The outcome of a case.</summary>
internal sealed record CaseOutcome
{
    public required string Case { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>The answer; null where there is none.</summary>
    public CaseLine? Line { get; init; }

    /// <summary>The truth; null where it is not known.</summary>
    public ExpectedCause? Expected { get; init; }

    /// <summary>Why the truth could not be read; null where it could, or there is none.</summary>
    public string? TruthError { get; init; }

    /// <summary>The name of the folder that the case lies in.</summary>
    public string Collection { get; init; } = "";

    /// <summary>The first answers by other weights, as in <see cref="WeightVariant.All"/>; none where they were not asked for.</summary>
    public IReadOnlyList<CaseCause?> Variants { get; init; } = [];

    /// <summary>The number of query rounds.</summary>
    public int Rounds { get; init; }

    /// <summary>The number of queries.</summary>
    public int Queries { get; init; }

    /// <summary>The bytes of all answers.</summary>
    public long Bytes { get; init; }
}

/// <summary>A case that was answered and whose truth is known.</summary>
/// <param name="Line">The answer.</param>
/// <param name="Expected">The truth.</param>
/// <param name="Collection">The name of the folder that the case lies in.</param>
internal sealed record JudgedCase(CaseLine Line, ExpectedCause Expected, string Collection = "")
{
    /// <summary>The confidence above which an answer is acted upon.</summary>
    public const double Sure = 0.8;

    /// <summary>The rank of the truth, from 1; 0 where it is not there.</summary>
    public int Rank { get; } = Line.RankOf(Expected);

    public string Source => $"{Collection}/{Expected.Source}";

    /// <summary>The first answers by other weights; none where they were not asked for.</summary>
    public IReadOnlyList<CaseCause?> Variants { get; init; } = [];

    /// <summary>Another first answer than the one that was given.</summary>
    public bool IsOtherAnswer(int variant) => Variants[variant] is { } other
        ? IsWithoutCause || other.Code != Line.Causes[0].Code || other.Object != Line.Causes[0].Object
        : !IsWithoutCause;

    /// <summary>The first answer by other weights is right.</summary>
    public bool IsRightBy(int variant) =>
        !IsOtherAnswer(variant) ? Rank == 1
        : Variants[variant] is { } other ? Expected.HasCode(other.Code) && Expected.HasObject(other.Object)
        : Expected.HasCode(CauseCode.NotFound);

    /// <summary>No cause was named.</summary>
    public bool IsWithoutCause => Line.Causes.Count == 0;

    /// <summary>No cause was named, and there is one.</summary>
    public bool Abstained => IsWithoutCause && Rank != 1;

    /// <summary>The cluster was called healthy, and is not.</summary>
    public bool IsFalseHealthy => IsWithoutCause && Line.Verdict == CauseCode.Healthy && Rank != 1;

    /// <summary>A cause was named with a confidence that people act upon, and it is another one.</summary>
    public bool IsSureAndWrong => !IsWithoutCause && Rank != 1 && Line.Causes[0].Confidence > Sure;
}
