namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>The objects among which the cause of an alert can be.</summary>
public enum AlertReach
{
    /// <summary>All of the alert's namespace, or the whole cluster where it names none.</summary>
    Scope,

    /// <summary>The objects that the alert names, what they need, and the cluster's infrastructure.</summary>
    Named,

    /// <summary>Nodes, and load on them.</summary>
    Nodes,

    /// <summary>The cluster's own components.</summary>
    ControlPlane,

    /// <summary>Certificates and the object that bears them.</summary>
    Certificates,

    /// <summary>No object: the alert measures something that none of them shows.</summary>
    Nothing,
}
