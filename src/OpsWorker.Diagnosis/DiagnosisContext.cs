using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes;

namespace OpsWorker.Diagnosis;

/// <summary>What a detector works on.</summary>
public sealed class DiagnosisContext
{
    private readonly List<Query> _wanted = [];

    /// <summary>Makes a context.</summary>
    /// <param name="state">What is known of the cluster.</param>
    /// <param name="scope">What is asked.</param>
    public DiagnosisContext(ClusterState state, Scope scope)
    {
        State = state;
        Scope = scope;
    }

    /// <summary>What is known of the cluster.</summary>
    public ClusterState State { get; }

    /// <summary>What is asked.</summary>
    public Scope Scope { get; }

    /// <summary>What detectors asked for in addition, in order, without repetitions.</summary>
    public IReadOnlyList<Query> Wanted => _wanted;

    /// <summary>Asks for more evidence; what was asked for already is passed over.</summary>
    public void Want(Query query)
    {
        if (_wanted.Contains(query) || State.Evidence.Values.Any(e => e.Result.Query == query)) return;
        _wanted.Add(query);
    }

    /// <summary>Whether an object lies in what the alert names: its namespace, or anywhere where it names none.</summary>
    public bool InScope(string? @namespace) => Scope.Namespace is null || @namespace is null || @namespace == Scope.Namespace;
}
