namespace OpsWorker.Aws.Sts;

/// <summary>
/// Reads who sent a message from the attribute <c>SenderId</c>, which SQS sets from the sender's credentials: of an
/// assumed role it is the role's unique id, <c>:</c> and the session's name. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
/// </summary>
public static class SenderIdentity
{
    private const string RolePrefix = "AROA";

    /// <summary>Whether the message was sent with the credentials of that cluster's agent.</summary>
    /// <param name="senderId">As SQS says it; null where it says nothing.</param>
    /// <param name="clusterId">The cluster that the message claims.</param>
    public static bool IsOf(string? senderId, string clusterId) =>
        senderId?.Split(':') is [var role, var session]
        && role.StartsWith(RolePrefix, StringComparison.Ordinal)
        && session == clusterId;
}
