namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>The kind of trouble that an alert reports.</summary>
public enum SymptomKind
{
    /// <summary>Neither the alert's name nor its text gives a kind.</summary>
    Unknown,

    /// <summary>Something does not answer.</summary>
    Availability,

    /// <summary>Requests fail.</summary>
    Errors,

    /// <summary>Requests are slow.</summary>
    Latency,

    /// <summary>Containers restart.</summary>
    Restarts,

    /// <summary>Pods or replicas are not ready, not scheduled or not updated.</summary>
    Replicas,

    /// <summary>CPU, memory, network or disks are used up.</summary>
    Saturation,

    /// <summary>Claims, quotas or node pools have no room left.</summary>
    Capacity,

    /// <summary>A certificate expires or is not valid.</summary>
    Certificate,

    /// <summary>A node.</summary>
    Node,

    /// <summary>API server, etcd, scheduler, controller manager, DNS.</summary>
    ControlPlane,

    /// <summary>Jobs and CronJobs.</summary>
    Batch,

    /// <summary>HorizontalPodAutoscalers.</summary>
    Autoscaling,

    /// <summary>The monitoring itself: rules, scrapes, notifications.</summary>
    Monitoring,

    /// <summary>Nothing that a cluster's objects show.</summary>
    NoneOfOurs,
}
