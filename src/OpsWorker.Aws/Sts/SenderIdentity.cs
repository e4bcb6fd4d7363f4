namespace OpsWorker.Aws.Sts;

/// <summary>
/// Identifies the sender of a message by the attribute <c>SenderId</c>, which SQS sets from the sender's credentials: for an
/// assumed role the role's unique id, <c>:</c> and the session's name. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
/// </summary>
public static class SenderIdentity
{
    private const string RolePrefix = "AROA";

    /// <summary>True where a message was sent with the credentials of the session of that name.</summary>
    /// <param name="senderId">The attribute; null where SQS has none.</param>
    /// <param name="name">The name: of an agent its cluster's id.</param>
    public static bool Is(string? senderId, string name) =>
        senderId?.Split(':') is [var role, var session]
        && role.StartsWith(RolePrefix, StringComparison.Ordinal)
        && session == name;
}
