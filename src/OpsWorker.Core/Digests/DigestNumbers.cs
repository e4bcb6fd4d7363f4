namespace OpsWorker.Core.Digests;

/// <summary>What a digest counts.</summary>
public sealed record DigestNumbers
{
    /// <summary>Alerts that began to fire.</summary>
    public int Alerts { get; init; }

    /// <summary>Of them those that opened no incident and joined none: a rule only recorded them, or they were over at once.</summary>
    public int RecordedAlerts { get; init; }

    /// <summary>Of them those that joined an incident which another had opened.</summary>
    public int JoinedAlerts { get; init; }

    /// <summary>Incidents that were opened.</summary>
    public int Incidents { get; init; }

    /// <summary>Investigations that were asked for; the sum of the six numbers that follow.</summary>
    public int Investigations { get; init; }

    /// <summary>Of them those that found a root cause.</summary>
    public int Found { get; init; }

    /// <summary>Those that looked and found nothing that explains the alert.</summary>
    public int NotFound { get; init; }

    /// <summary>Those that found everything healthy.</summary>
    public int Healthy { get; init; }

    /// <summary>Those whose cluster did not answer.</summary>
    public int Unreachable { get; init; }

    /// <summary>Those that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Those that had not ended when the digest was made.</summary>
    public int Running { get; init; }

    /// <summary>
    /// The mean time from when an investigation was asked for, which is as soon as the alert is judged by the rules, to its
    /// report; null where there is no report.
    /// </summary>
    public TimeSpan? MeanTimeToReport { get; init; }
}
