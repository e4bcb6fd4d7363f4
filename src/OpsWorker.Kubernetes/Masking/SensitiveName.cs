using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Recognises secrets by the name of a variable, key or annotation. The name must end with the word: <c>DB_PASSWORD</c>
/// has a secret, <c>PASSWORD_FILE</c> and <c>secretName</c> refer to one.
/// </summary>
internal static partial class SensitiveName
{
    /// <summary>The words, as a part of a regular expression.</summary>
    public const string Words =
        "(?:pass(?:word|wd|phrase)|[_.\\-]pass|pwd|secret|token|api[_.\\-]?key|access[_.\\-]?key|private[_.\\-]?key|secret[_.\\-]?key"
        + "|encryption[_.\\-]?key|signing[_.\\-]?key|account[_.\\-]?key|shared[_.\\-]?key|master[_.\\-]?key|credentials?"
        + "|connection[_.\\-]?string|\\.dockerconfigjson|dsn|htpasswd)";

    private static readonly HashSet<string> NoSecrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "true", "false", "yes", "no", "on", "off", "0", "1", "none", "null", "nil", "<nil>", "undefined", "unset", "empty",
        "not", "is", "was", "has", "are", "and", "or", "for", "from", "in", "of", "to", "the", "a", "with", "by", "must", "cannot",
        "invalid", "missing", "required", "failed", "expired", "error", "unknown", "denied", "unauthorized", "authentication",
        "rejected", "redacted", "<redacted>", "[redacted]", "***", "****", "*****", "******", "********", "secret", "token", "password",
    };

    public static bool IsSecret(string name) => Pattern().IsMatch(name);

    /// <summary>
    /// True for a value that cannot be a secret: a switch, a word of a sentence, a reference to another variable.
    /// </summary>
    public static bool IsNoSecret(ReadOnlySpan<char> value) =>
        NoSecrets.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value.Trim())
        || value is "$" || value.StartsWith("$(") || value.StartsWith("${") || value.StartsWith(Pseudonyms.Prefix)
        || value.StartsWith("file:");

    /// <summary>The shell's variable for the working directory has the name of a password.</summary>
    public static bool IsWorkingDirectory(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        name.EndsWith("pwd", StringComparison.OrdinalIgnoreCase) && value.StartsWith('/');

    [GeneratedRegex(
        Words + "[0-9]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
