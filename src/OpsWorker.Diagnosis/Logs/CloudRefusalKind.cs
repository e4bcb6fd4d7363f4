namespace OpsWorker.Diagnosis.Logs;

/// <summary>The ways in which a cloud's access control refuses a call.</summary>
internal enum CloudRefusalKind
{
    /// <summary>No refusal.</summary>
    None,

    /// <summary>The caller is known and may not do this.</summary>
    Action,

    /// <summary>The cloud does not accept the keys or the token.</summary>
    UnknownCredentials,

    /// <summary>The client has no credentials to send.</summary>
    NoCredentials,
}
