namespace OpsWorker.Pipeline.Clusters;

/// <summary>The progress of a sweep over all organisations, from which it can be continued later.</summary>
/// <param name="Disconnected">How many clusters it found disconnected so far.</param>
/// <param name="Failed">How many clusters and organisations could not be looked at; they are tried again next time.</param>
/// <param name="NextPage">Where to go on in the listing of organisations; null at its end.</param>
public sealed record SweepProgress(int Disconnected, int Failed, string? NextPage)
{
    /// <summary>A sweep that has not begun.</summary>
    public static readonly SweepProgress Start = new(Disconnected: 0, Failed: 0, NextPage: null);
}
