namespace OpsWorker.Pipeline.Intake;

/// <summary>The limits of a webhook payload.</summary>
public static class IntakeLimits
{
    /// <summary>Bytes of a payload.</summary>
    public const int MaxPayloadBytes = 1024 * 1024;

    /// <summary>Alerts of a payload.</summary>
    public const int MaxAlerts = 1000;

    /// <summary>
    /// Bytes of one alert, so that its normal form fits into a message whatever characters it has: a byte may need six
    /// there (<c>\u003C</c>), and a name, summary or description stands there twice.
    /// </summary>
    public const int MaxAlertBytes = 64 * 1024;

    /// <summary>The maximum depth of nested JSON.</summary>
    public const int MaxDepth = 16;
}
