namespace OpsWorker.Core.Investigations;

/// <summary>The reason of an attempt at the root cause of an incident.</summary>
public enum AttemptReason
{
    /// <summary>The incident was opened.</summary>
    Opened,

    /// <summary>An alert of another object or another name joined.</summary>
    AlertJoined,

    /// <summary>An alert fired again after an attempt that found no cause.</summary>
    FiredAgain,

    /// <summary>The cluster answers again after an attempt that could not query it.</summary>
    ClusterBack,

    /// <summary>No cause was found, and the alerts still fire.</summary>
    NotFoundPersists,

    /// <summary>A person asked.</summary>
    Requested,
}

/// <summary>The request for an attempt.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="DueAt">The time of the start, so that requests of a moment become one attempt.</param>
/// <param name="Detail">The alert that joined, or who asked; null where the reason says all.</param>
public sealed record AttemptRequest(AttemptReason Reason, DateTimeOffset DueAt, string? Detail = null);
