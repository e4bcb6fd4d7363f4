namespace OpsWorker.Core.Audit;

/// <summary>The result of what an audit entry is about.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was denied.</summary>
    Denied,
}

/// <summary>A change, or a denied access, in an organisation's audit log.</summary>
public sealed record AuditEntry
{
    /// <summary>The time for which an entry is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    /// <summary><c>aud_…</c>; entries of the same id are the same entry.</summary>
    public required string Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The <see cref="Access.Principal.Subject"/> of who did it, or tried to.</summary>
    public required string By { get; init; }

    /// <summary>The name shown to people; null without one.</summary>
    public string? Name { get; init; }

    /// <summary>The network address that the request came from; null where it is not known.</summary>
    public string? Address { get; init; }

    /// <summary>The action as <c>key.add</c>, one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The id of the object; null where there is only one.</summary>
    public string? Target { get; init; }

    /// <summary>The result.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The values of the change, or the reason of the denial, without secrets; null where the action says all.</summary>
    public string? Detail { get; init; }

    /// <summary>The number of equal denials since the entry before: denials are recorded at most once a minute.</summary>
    public int Count { get; set; } = 1;
}
