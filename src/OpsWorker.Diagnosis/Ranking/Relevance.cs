using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>Weighs how well a finding accounts for the alert: where it is, when it began, and how much it explains.</summary>
internal sealed class Relevance
{
    // An alert's rule waits before it fires, and clocks differ: what began this long before or after still fits.
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan s_longBefore = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(10);

    // Three workloads tell as much as thirty.
    private const int MostExplained = 3;

    private readonly DiagnosisContext _context;
    private readonly Explanation _explanation;
    private readonly HashSet<ObjectReference> _troubled;
    private readonly IReadOnlyList<ObjectReference> _named;
    private readonly HashSet<ObjectReference> _changed;
    private readonly RankingWeights _weights;
    private readonly DateTimeOffset? _namedSince;

    public Relevance(DiagnosisContext context, Explanation explanation, RankingWeights weights, IReadOnlyList<Finding> findings)
    {
        _weights = weights;
        _context = context;
        _explanation = explanation;
        _troubled = [.. context.Troubled.Select(w => w.Reference)];
        _named = context.Symptom.Subjects;
        _changed = [.. context.Changes.Where(c => !c.IsNew && Late(c.At) is { } late && late >= -s_before && late <= s_after).Select(c => c.Object)];
        var subjects = _named.Concat(_named.SelectMany(context.WorkloadsOf)).ToHashSet();
        _namedSince = findings.Where(f => subjects.Contains(f.Object)).Min(f => f.Since);
    }

    /// <summary>Whether the alert names the finding's object itself.</summary>
    public bool IsAbout(Finding finding) => _named.Contains(finding.Object);

    /// <summary>The finding's weight, at most 1; zero where it does not reach what the alert is about.</summary>
    public double Score(Finding finding)
    {
        if (!IsInScope(finding) || !IsWithinReach(finding)) return 0;
        var place = IsApart(finding) ? _weights.OutOfScopeFactor : 1;
        var score = _weights.ConfidenceOf(finding) * Timing(finding) * place * Reached(finding);
        var explained = _explanation.Reach(finding).Count(_troubled.Contains);
        return Math.Min(1, score + (Math.Min(explained, MostExplained) * _weights.ExplainedAddend)
            + (IsNamed(finding) ? _weights.NamedAddend : 0) + (IsChanged(finding) ? _weights.ChangedAddend : 0));
    }

    private bool IsWithinReach(Finding finding) => _context.Symptom.Reach == AlertReach.Named
        ? !IsApart(finding) && FitsKind(finding)
        : ReachRules.MayShow(_context.Symptom.Reach, finding) || (_context.Symptom.Reach != AlertReach.Nothing && IsNamed(finding));

    // A Service that leads nowhere does not keep the pods behind it from running, nor does a lost scheduler throttle a pod.
    private bool FitsKind(Finding finding) => _context.Symptom.Kind switch
    {
        SymptomKind.Restarts or SymptomKind.Replicas => finding.Object.Kind != nameof(Service)
            || !_named.SelectMany(_context.WorkloadsOf).Any(finding.Affects.Contains)
            || _named.Contains(finding.Object),
        SymptomKind.Saturation => CauseCatalogue.Of(finding.Cause).Layer != CauseLayer.Infrastructure || IsNamed(finding),
        _ => true,
    };

    private double Reached(Finding finding)
    {
        if (_named.Count > 0 || !Isolation.IsUncalled(finding, _context)) return 1;
        if (Isolation.IsNewcomer(finding.Object, _context)) return _weights.UncalledNewcomerFactor;
        if (!Isolation.NeverRan(finding.Object, _context)) return _weights.UncalledFactor;
        return _context.Symptom.Reach == AlertReach.ControlPlane ? _weights.UncalledNewcomerFactor : _weights.UncalledNeverRanFactor;
    }

    private bool IsInScope(Finding finding)
    {
        if (_context.Scope.Namespace is not { } ns) return true;
        return _explanation.Reach(finding).Any(o => _context.InScope(o.Namespace) || (o.Kind == "Namespace" && o.Name == ns))
            || finding.Object.Kind == "Node" && _context.Scope.Objects.Contains(finding.Object)
            || CauseCatalogue.Of(finding.Cause).IsClusterWide
            || IsCalledFrom(ns, finding);
    }

    // What is wrong elsewhere matters to those who call it and do not work.
    private bool IsCalledFrom(string ns, Finding finding) => _context.Workloads
        .Where(w => w.Reference.Namespace == ns && _context.Fails(w))
        .Any(w => _explanation.Reach(finding).Any(o => _context.Dependencies.Needs(w.Reference, o)));

    private bool IsNamed(Finding finding) => _context.Scope.Objects.Concat(_named).Any(o => IsThe(o, finding));

    // The alert names objects that are known, and the finding is neither about one of them nor about what they need.
    private bool IsApart(Finding finding) => _named.Count > 0 && !IsNamed(finding)
        && CauseCatalogue.Of(finding.Cause).Layer != CauseLayer.Infrastructure
        && !_named.SelectMany(_context.WorkloadsOf)
            .Any(client => _explanation.Reach(finding).Any(o => _context.Dependencies.Needs(client, o)));

    private bool IsThe(ObjectReference named, Finding finding) =>
        _explanation.Reach(finding).Contains(named)
        || (_context.State.WorkloadOf(named) is { } workload && _explanation.Reach(finding).Contains(workload));

    private bool IsChanged(Finding finding) => _changed.Contains(finding.Object) || finding.Affects.Any(_changed.Contains);

    private TimeSpan? Late(DateTimeOffset at) => _context.Scope.StartsAt <= DateTimeOffset.UnixEpoch ? null : at - _context.Scope.StartsAt;

    // The alert may be old itself: what its subject lacks for days, for days something else may have kept from it.
    private bool IsOfStanding(DateTimeOffset since) => _namedSince is { } named && Late(named) < -s_longBefore && since <= named;

    private double Timing(Finding finding)
    {
        if (finding.Since is not { } since || Late(since) is not { } late) return 1;
        if (late < -s_longBefore) return IsNamed(finding) || IsOfStanding(since) ? _weights.StandingNamedFactor : _weights.StandingFactor;
        if (late < -s_before) return _weights.EarlierFactor;
        return late > s_after ? _weights.LaterFactor : 1;
    }
}
