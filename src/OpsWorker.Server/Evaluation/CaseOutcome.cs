using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Evaluation;

/// <summary>A cause as a case's line shows it.</summary>
internal sealed record CaseCause(CauseCode Code, ObjectReference Object, double Confidence);

/// <summary>A case's line: the answers, best first, and how long they took from the first file that was read.</summary>
internal sealed record CaseLine(string Case, IReadOnlyList<CaseCause> Causes, CauseCode Verdict, long ElapsedMs)
{
    /// <summary>At which place the truth stands among the answers, from 1; 0 where it is not there.</summary>
    public int RankOf(ExpectedCause expected)
    {
        for (var i = 0; i < Causes.Count; i++)
        {
            if (expected.HasCode(Causes[i].Code) && expected.HasObject(Causes[i].Object)) return i + 1;
        }

        return 0;
    }
}

/// <summary>What came of a case.</summary>
internal sealed record CaseOutcome
{
    public required string Case { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>The answer; null where there is none.</summary>
    public CaseLine? Line { get; init; }

    /// <summary>The truth; null where it is not known.</summary>
    public ExpectedCause? Expected { get; init; }

    /// <summary>How often the cluster was asked.</summary>
    public int Rounds { get; init; }

    /// <summary>How many questions it was asked.</summary>
    public int Queries { get; init; }

    /// <summary>How many bytes it answered.</summary>
    public long Bytes { get; init; }
}

/// <summary>A case that was answered and whose truth is known.</summary>
internal sealed record JudgedCase(CaseLine Line, ExpectedCause Expected)
{
    /// <summary>At which place the truth stands, from 1; 0 where it is not there.</summary>
    public int Rank { get; } = Line.RankOf(Expected);

    public bool Abstained => Line.Causes.Count == 0;
}
