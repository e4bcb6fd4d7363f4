namespace OpsWorker.Pipeline.Intake;

/// <summary>The limits of a webhook.</summary>
public static class IntakeLimits
{
    /// <summary>Maximum bytes of a payload.</summary>
    public const int MaxPayloadBytes = 10 * 1024 * 1024;

    /// <summary>Maximum number of alerts read from a payload; more are counted as truncated.</summary>
    public const int MaxAlerts = 10_000;

    /// <summary>Maximum characters of one text of an alert; a longer one is cut and marked.</summary>
    public const int MaxTextLength = 16 * 1024;

    /// <summary>
    /// Maximum characters of an alert, so that it fits into a message whatever characters it has: one may need six bytes
    /// there (<c>\u003C</c>).
    /// </summary>
    public const int MaxAlertLength = 64 * 1024;

    /// <summary>Maximum nesting depth of a payload.</summary>
    public const int MaxDepth = 32;

    /// <summary>Maximum number of refused alerts that an answer lists; more are only counted.</summary>
    public const int MaxListed = 100;
}
