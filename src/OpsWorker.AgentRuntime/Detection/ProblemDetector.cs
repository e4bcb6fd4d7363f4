using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>
/// Derives problems from watch events and keeps the reports that are still to be sent. Does no IO. Thread-safe.
/// </summary>
public sealed class ProblemDetector
{
    /// <summary>Maximum number of tracked problems; further ones wait until one has ended.</summary>
    public const int MaxProblems = 2000;

    // What has fired for longer is how things are.
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(1);

    // Longer than the part that is shown, so that masking sees whole secrets.
    private const int MaxMessageLength = 4000;

    private readonly Lock _lock = new();
    private readonly DetectionOptions _options;
    private readonly TimeProvider _time;
    private readonly SymptomBook _book = new();
    private readonly Dictionary<ProblemKey, ProblemState> _states = [];
    private readonly HashSet<WatchTarget> _unlisted;

    // Namespaces without a look at what is left after their problems.
    private readonly HashSet<string> _resolved = [];

    // Two agents may have reported the same problem while one replaced the other.
    private readonly List<ClusterProblem> _superseded = [];

    /// <summary>Creates a detector without known problems.</summary>
    /// <param name="options">Scope and timing.</param>
    /// <param name="time">The only clock.</param>
    public ProblemDetector(DetectionOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        Targets = Symptoms.Targets(options);
        _unlisted = [.. Targets];
    }

    /// <summary>The resources to watch.</summary>
    public IReadOnlyList<WatchTarget> Targets { get; }

    /// <summary>Number of firing problems, reported or not.</summary>
    public int Firing
    {
        get
        {
            lock (_lock) return _states.Values.Count(s => s is ProblemState.Firing);
        }
    }

    /// <summary>True if no problem of a namespace, or of a node, has begun within the last hour and fires still.</summary>
    public bool IsQuiet(string ns)
    {
        var earliest = _time.GetUtcNow() - s_fresh;
        lock (_lock)
        {
            return !_states.Values.Any(s => s is ProblemState.Firing { Problem: var problem } && problem.StartsAt > earliest
                && (problem.Namespace is null || problem.Namespace == ns));
        }
    }

    /// <summary>The namespaces in which a problem has ended since the last call.</summary>
    public IReadOnlyList<string> TakeResolved()
    {
        lock (_lock)
        {
            string[] taken = [.. _resolved.Order(StringComparer.Ordinal)];
            _resolved.Clear();
            return taken;
        }
    }

    /// <summary>Applies a watch event.</summary>
    public void Apply(WatchChange change)
    {
        lock (_lock)
        {
            foreach (var problem in Take(change)) Evaluate(problem);
        }
    }

    /// <summary>Re-evaluates all problems at the current time; call about once per second.</summary>
    public void Advance()
    {
        lock (_lock)
        {
            foreach (var problem in _states.Keys.Union(_book.Problems).ToList()) Evaluate(problem);
        }
    }

    /// <summary>Takes over the problems that an earlier agent reported, so that their end is reported too.</summary>
    public void Adopt(IEnumerable<ClusterProblem> firing)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var occurrences in firing.GroupBy(ProblemKey.Of))
            {
                var newest = occurrences.MaxBy(p => p.StartsAt)!;
                _states[occurrences.Key] = new ProblemState.Firing(newest, now, IsReported: true);
                _superseded.AddRange(
                    occurrences.Where(p => p != newest).Select(p => p with { Status = AlertStatus.Resolved, EndsAt = now }));
            }
        }
    }

    /// <summary>Problems to report, oldest first; they are returned again until <see cref="MarkReported"/>.</summary>
    public IReadOnlyList<ClusterProblem> Unreported(int max)
    {
        lock (_lock)
        {
            var unreported = _superseded.Concat(_states.Values.Select(Unreported).OfType<ClusterProblem>());
            return [.. unreported.OrderBy(p => p.EndsAt ?? p.StartsAt).Take(max)];
        }
    }

    /// <summary>Records that the server accepted the report.</summary>
    public void MarkReported(ClusterProblem problem)
    {
        lock (_lock)
        {
            if (_superseded.Remove(problem)) return;
            var key = ProblemKey.Of(problem);
            switch (_states.GetValueOrDefault(key))
            {
                case ProblemState.Firing firing when problem.Status == AlertStatus.Firing && firing.Problem.StartsAt == problem.StartsAt:
                    _states[key] = firing with { IsReported = true };
                    break;
                case ProblemState.Resolved when problem.Status == AlertStatus.Resolved:
                    _states.Remove(key);
                    Evaluate(key);
                    break;
            }
        }
    }

    private static ClusterProblem? Unreported(ProblemState state) => state switch
    {
        ProblemState.Firing { IsReported: false } firing => firing.Problem,
        ProblemState.Resolved resolved => resolved.Problem,
        _ => null,
    };

    private IReadOnlyList<ProblemKey> Take(WatchChange change)
    {
        switch (change.Kind)
        {
            case WatchChangeKind.Listing:
                _book.Listing(change.Target);
                return [];
            case WatchChangeKind.Listed:
                _unlisted.Remove(change.Target);
                return _book.Listed(change.Target);
            case WatchChangeKind.Gone:
                return _book.Remove(Identity(change));
            default:
                return _book.Put(Identity(change), Observe(change.Object!));
        }
    }

    private Observation Observe(KubernetesObject value)
    {
        var observation = Symptoms.Of(value, _options);
        var now = _time.GetUtcNow();
        return observation with
        {
            Symptoms =
            [
                .. from symptom in observation.Symptoms
                   where _options.Concerns(symptom.Problem.Namespace) && (symptom.Until is null || symptom.Until > now)
                   select symptom.Message?.Length > MaxMessageLength
                       ? symptom with { Message = symptom.Message[..MaxMessageLength] }
                       : symptom,
            ],
        };
    }

    private static WatchedObject Identity(WatchChange change) => new(change.Target, change.Object!.Namespace, change.Object.Name);

    private void Evaluate(ProblemKey problem)
    {
        var now = _time.GetUtcNow();
        var state = _states.GetValueOrDefault(problem);
        var symptom = _book.Find(problem, now);
        if (state is null && (symptom is null || _states.Count >= MaxProblems)) return;

        // Until its resource has been listed, an adopted problem cannot count as resolved.
        if (symptom is null && state is ProblemState.Firing firing && _unlisted.Any(target => Symptoms.CanShow(target, problem)))
        {
            _states[problem] = firing with { LastSeenAt = now };
            return;
        }

        var next = ProblemLifecycle.Next(state, symptom, now, _options.GraceOf(problem.Problem), _options.ResolveAfter);
        if (state is ProblemState.Firing && next is ProblemState.Resolved && problem.Namespace is { } ended) _resolved.Add(ended);
        if (next is null) _states.Remove(problem);
        else _states[problem] = next;
    }
}
