namespace OpsWorker.Core;

/// <summary>
/// Reads the name of an enumeration's member, in upper or lower case. <see cref="Enum.TryParse{T}(string, out T)"/> also takes numbers, and
/// of a list of names it makes a member that nobody named: "operator,approver" would be an admin.
/// </summary>
public static class EnumName
{
    /// <summary>The member; null where none has the name.</summary>
    public static T? Find<T>(string? name)
        where T : struct, Enum =>
        name is [var first, ..] && char.IsAsciiLetter(first) && name.All(char.IsAsciiLetterOrDigit)
            && Enum.TryParse<T>(name, ignoreCase: true, out var member)
            ? member
            : null;
}
