using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>Asks for the namespaces that workloads which do not work call by their configuration.</summary>
internal static class FollowUp
{
    // Who calls more namespaces than that is a gateway to everything.
    private const int MaxNamespaces = 3;

    /// <summary>Adds the queries to what is wanted.</summary>
    public static void Ask(DiagnosisContext context)
    {
        if (context.Scope.Namespace is not { } own) return;
        var failing = context.Workloads.Where(w => w.Reference.Namespace == own && AddressFacts.Fails(w, context)).Select(w => w.Reference).ToHashSet();
        var others = context.Dependencies.Addresses
            .Where(a => failing.Contains(a.Workload) && a.Address.IsClusterName)
            .Select(a => a.Address.NamespaceFrom(own))
            .OfType<string>()
            .Where(ns => ns != own && context.State.Find<Namespace>(null, ns) is not null)
            .Distinct().Take(MaxNamespaces);
        foreach (var query in others.SelectMany(Plan.Beside)) context.Want(query);
    }
}
