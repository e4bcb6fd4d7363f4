namespace OpsWorker.Kubernetes.Queries.Selectors;

/// <summary>
/// Fields that a live API server may select by. It selects before anything is masked, and a custom resource may declare any of its fields
/// selectable: whoever may ask by such a field could guess a masked value, question by question. So only fields of
/// Kubernetes' own kinds are let through, none of which holds a secret.
/// </summary>
internal static class SelectableFields
{
    private static readonly HashSet<string> s_fields = new(StringComparer.Ordinal)
    {
        "metadata.name", "metadata.namespace", "type", "reason", "source", "reportingComponent", "reportingController",
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "regarding.kind", "regarding.namespace", "regarding.name",
        "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion", "regarding.fieldPath",
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "spec.unschedulable",
        "spec.clusterIP", "spec.type", "spec.signerName", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
        "status.replicas", "status.successful",
    };

    /// <summary>Checks a selector before it is sent to an API server.</summary>
    /// <exception cref="FormatException">It is no selector, or names another field.</exception>
    public static void Check(string? selector)
    {
        if (selector is null) return;
        foreach (var path in FieldSelector.Parse(selector).Paths)
        {
            if (s_fields.Contains(path)) continue;
            throw new FormatException(
                $"A live cluster is not asked to select by the field '{path}', as it would compare values before they are masked. "
                + "Select by metadata.name, metadata.namespace or a field of Kubernetes' own kinds such as status.phase.");
        }
    }
}
