namespace OpsWorker.Kubernetes.State;

/// <summary>
/// The most that is read of the answers of a cluster, so that whoever may write objects or logs there cannot keep diagnosis busy for
/// minutes: some of its work grows with the square of what there is. Objects and logs that are left out are named among the gaps, and a
/// list that was cut counts as partial; of a long log the latest lines are read.
/// </summary>
internal static class StateLimits
{
    /// <summary>The pods and events that are read: twice those of a large cluster.</summary>
    public const int MostPodsOrEvents = 10_000;

    /// <summary>The objects of any other kind.</summary>
    public const int MostOfKind = 5_000;

    /// <summary>The lines of a container's log, the latest ones.</summary>
    public const int MostLines = 2_000;

    /// <summary>The lines of all logs.</summary>
    public const int MostLinesOfAll = 60_000;

    /// <summary>The characters of a line.</summary>
    public const int LongestLine = 4_000;

    /// <summary>The objects of a kind.</summary>
    public static int MostOf(string kind) => kind is "Pod" or "Event" ? MostPodsOrEvents : MostOfKind;
}
