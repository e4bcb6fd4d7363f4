namespace OpsWorker.Core.Digests;

/// <summary>The numbers of a digest.</summary>
public sealed record DigestNumbers
{
    /// <summary>Alerts that started firing.</summary>
    public int Alerts { get; init; }

    /// <summary>Of these, alerts without an incident: a rule only recorded them, or they were resolved at once.</summary>
    public int RecordedAlerts { get; init; }

    /// <summary>Of these, alerts that joined an open incident.</summary>
    public int JoinedAlerts { get; init; }

    /// <summary>Incidents opened.</summary>
    public int Incidents { get; init; }

    /// <summary>Of these, incidents of a problem that an earlier incident had.</summary>
    public int RepeatedIncidents { get; init; }

    /// <summary>People's ratings of reports as right.</summary>
    public int Helpful { get; init; }

    /// <summary>People's ratings of reports as wrong.</summary>
    public int NotHelpful { get; init; }

    /// <summary>Investigations requested; the sum of the next six numbers.</summary>
    public int Investigations { get; init; }

    /// <summary>Investigations that found a root cause.</summary>
    public int Found { get; init; }

    /// <summary>Investigations that found no explanation of the alert.</summary>
    public int NotFound { get; init; }

    /// <summary>Investigations that found the alert's object healthy.</summary>
    public int Healthy { get; init; }

    /// <summary>Investigations whose cluster did not answer.</summary>
    public int Unreachable { get; init; }

    /// <summary>Investigations that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Investigations still running when the digest was created.</summary>
    public int Running { get; init; }

    /// <summary>
    /// Mean time from the request of an investigation, right after the rules matched, to its report; null without a report.
    /// </summary>
    public TimeSpan? MeanTimeToReport { get; init; }
}
