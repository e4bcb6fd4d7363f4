namespace OpsWorker.Diagnosis.Causes;

/// <summary>Beginnings that the symptoms of several causes share, in the words and columns of kubectl.</summary>
internal static class SymptomPhrases
{
    /// <summary>The API server refuses the pods of a workload.</summary>
    public const string NoPods =
        "A workload has fewer pods than desired; `kubectl describe` of its ReplicaSet, StatefulSet or Job shows FailedCreate: ";

    /// <summary>The scheduler finds no node.</summary>
    public const string Pending = "Pods are Pending; the event FailedScheduling says ";

    /// <summary>A claim keeps a pod from its node.</summary>
    public const string Claim = "A pod is Pending and its PersistentVolumeClaim too; the claim's events say ";

    /// <summary>A container ends again and again.</summary>
    public const string Restarts = "RESTARTS grows and the pod is in CrashLoopBackOff; ";

    /// <summary>A container runs without being ready.</summary>
    public const string NotReady = "The pod is Running, READY stays 0/1; ";
}
