using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>
/// The numbers by which findings are weighed and answers are given. Most are judgements: the reason stands beside each, and it holds where
/// `opsworker eval --ablate` finds that a fifth more or less changes next to no answer. What findings weigh is in <see cref="Certainty"/>.
/// </summary>
public sealed record RankingWeights
{
    /// <summary>The weights in use.</summary>
    public static RankingWeights Default { get; } = new();

    /// <summary>An answer that is less sure than this is not given: two in three such answers would be wrong.</summary>
    public double Threshold { get; init; } = 0.35;

    /// <summary>The highest confidence: what is read from a cluster may be wrong in ways that nothing in it shows.</summary>
    public double Ceiling { get; init; } = 0.98;

    /// <summary>The factor of a symptom of the very object that the alert names, where nothing explains it.</summary>
    public double UnexplainedSymptom { get; init; } = 0.7;

    /// <summary>The factor of every answer after the first: two faults at once are rarer than one.</summary>
    public double SecondAnswer { get; init; } = 0.5;

    /// <summary>
    /// The share of ties in which the first is right, as what explains more comes first: all nine in recorded cases, fewer where events
    /// are missing.
    /// </summary>
    public double FirstAtTie { get; init; } = 0.8;

    /// <summary>The distance to the second answer from which on there is no tie.</summary>
    public double ClearLead { get; init; } = 0.15;

    /// <summary>The factor of trouble of something else than the alert names: it may be its cause by a way that is not known.</summary>
    public double OutOfScopeFactor { get; init; } = 0.6;

    /// <summary>The factor of what began three quarters of an hour or more before the alert: it may have been noticed late.</summary>
    public double EarlierFactor { get; init; } = 0.8;

    /// <summary>The factor of what has been so for a day at the object that the alert names.</summary>
    public double StandingNamedFactor { get; init; } = 0.6;

    /// <summary>The factor of what has been so for a day, and that the alert does not name.</summary>
    public double StandingFactor { get; init; } = 0.3;

    /// <summary>The factor of what began after the alert.</summary>
    public double LaterFactor { get; init; } = 0.75;

    /// <summary>The factor of what nobody is known to call.</summary>
    public double UncalledFactor { get; init; } = 0.8;

    /// <summary>The factor of what nobody calls and that came later than all around it.</summary>
    public double UncalledNewcomerFactor { get; init; } = 0.3;

    /// <summary>The factor of what nobody calls and that never ran.</summary>
    public double UncalledNeverRanFactor { get; init; } = 0.6;

    /// <summary>The addend of what the alert names: somebody saw it failing.</summary>
    public double NamedAddend { get; init; } = 0.1;

    /// <summary>The addend of each of the first three workloads that do not work and are explained.</summary>
    public double ExplainedAddend { get; init; } = 0.01;

    /// <summary>The addend of what somebody changed shortly before the alert.</summary>
    public double ChangedAddend { get; init; } = 0.02;

    /// <summary>A cause whose findings are taken to be surer or less sure, in tests of sensitivity; null in use.</summary>
    public (CauseCode Cause, double Factor)? Scaled { get; init; }

    /// <summary>A class of <see cref="Certainty"/> taken to be surer or less sure, in tests of sensitivity; null in use.</summary>
    public (double Class, double Factor)? ScaledClass { get; init; }

    internal double ConfidenceOf(Finding finding) => Math.Min(1, finding.Confidence * FactorOf(finding));

    private double FactorOf(Finding finding)
    {
        if (Scaled is { } cause && cause.Cause == finding.Cause) return cause.Factor;
        return ScaledClass is { } evidence && Math.Abs(evidence.Class - finding.Confidence) < 1e-9 ? evidence.Factor : 1;
    }
}
