using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>
/// Decides by what watches tell which problems there are, and what the server is still to be told of them. It asks nobody
/// and its only clock is given to it. Thread-safe.
/// </summary>
public sealed class ProblemDetector
{
    /// <summary>The most problems that are remembered at the same time; more have to wait until one is gone.</summary>
    public const int MaxProblems = 2000;

    // Long enough to be masked as a whole as far as it is shown.
    private const int MaxMessageLength = 4000;

    private readonly Lock _lock = new();
    private readonly DetectionOptions _options;
    private readonly TimeProvider _time;
    private readonly SymptomBook _book = new();
    private readonly Dictionary<ProblemKey, ProblemState> _states = [];
    private readonly HashSet<WatchTarget> _unlisted;

    // Two agents may have told the same at the same time, while one took the other's place.
    private readonly List<ClusterProblem> _superseded = [];

    /// <summary>Makes a detector that knows of nothing.</summary>
    /// <param name="options">Where it looks and how patient it is.</param>
    /// <param name="time">The only clock.</param>
    public ProblemDetector(DetectionOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        Targets = Symptoms.Targets(options);
        _unlisted = [.. Targets];
    }

    /// <summary>What has to be watched for it.</summary>
    public IReadOnlyList<WatchTarget> Targets { get; }

    /// <summary>How many problems there are now that were, or are to be, told.</summary>
    public int Firing
    {
        get
        {
            lock (_lock) return _states.Values.Count(s => s is ProblemState.Firing);
        }
    }

    /// <summary>Takes in what a watch tells.</summary>
    public void Apply(WatchChange change)
    {
        lock (_lock)
        {
            foreach (var problem in Take(change)) Judge(problem);
        }
    }

    /// <summary>Lets time pass; to be called every second or so.</summary>
    public void Advance()
    {
        lock (_lock)
        {
            foreach (var problem in _states.Keys.Union(_book.Problems).ToList()) Judge(problem);
        }
    }

    /// <summary>Takes over what the server says that an agent before told it, so that it ends when it has healed.</summary>
    public void Adopt(IEnumerable<ClusterProblem> firing)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var occurrences in firing.GroupBy(ProblemKey.Of))
            {
                var newest = occurrences.MaxBy(p => p.StartsAt)!;
                _states[occurrences.Key] = new ProblemState.Firing(newest, now, IsTold: true);
                _superseded.AddRange(occurrences.Where(p => p != newest).Select(p => p with { Status = AlertStatus.Resolved, EndsAt = now }));
            }
        }
    }

    /// <summary>What the server is to be told, oldest first; the same again until <see cref="Told"/>.</summary>
    public IReadOnlyList<ClusterProblem> Untold(int max)
    {
        lock (_lock)
        {
            var untold = _superseded.Concat(_states.Values.Select(Untold).OfType<ClusterProblem>());
            return [.. untold.OrderBy(p => p.EndsAt ?? p.StartsAt).Take(max)];
        }
    }

    /// <summary>The server has it.</summary>
    public void Told(ClusterProblem problem)
    {
        lock (_lock)
        {
            if (_superseded.Remove(problem)) return;
            var key = ProblemKey.Of(problem);
            switch (_states.GetValueOrDefault(key))
            {
                case ProblemState.Firing firing when problem.Status == AlertStatus.Firing && firing.Problem.StartsAt == problem.StartsAt:
                    _states[key] = firing with { IsTold = true };
                    break;
                case ProblemState.Resolved when problem.Status == AlertStatus.Resolved:
                    _states.Remove(key);
                    Judge(key);
                    break;
            }
        }
    }

    private static ClusterProblem? Untold(ProblemState state) => state switch
    {
        ProblemState.Firing { IsTold: false } firing => firing.Problem,
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
                   select symptom.Message?.Length > MaxMessageLength ? symptom with { Message = symptom.Message[..MaxMessageLength] } : symptom,
            ],
        };
    }

    private static WatchedObject Identity(WatchChange change) => new(change.Target, change.Object!.Namespace, change.Object.Name);

    private void Judge(ProblemKey problem)
    {
        var now = _time.GetUtcNow();
        var state = _states.GetValueOrDefault(problem);
        var symptom = _book.Find(problem, now);
        if (state is null && (symptom is null || _states.Count >= MaxProblems)) return;

        // What nobody has looked at yet has not healed.
        if (symptom is null && state is ProblemState.Firing firing && _unlisted.Any(target => Symptoms.CanShow(target, problem)))
        {
            _states[problem] = firing with { LastSeenAt = now };
            return;
        }

        var next = ProblemLifecycle.Next(state, symptom, now, _options.GraceOf(problem.Problem), _options.ResolveAfter);
        if (next is null) _states.Remove(problem);
        else _states[problem] = next;
    }
}
