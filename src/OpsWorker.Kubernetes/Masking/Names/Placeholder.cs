using System.Buffers;
using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>Recognises values that stand under a secret's name and are none: switches, references, blanks, words of a sentence.</summary>
internal static class Placeholder
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_words = new HashSet<string>(
        ("true false yes no on off 0 1 none null nil <nil> undefined unset empty default n/a na tbd todo not is was has are and or for "
        + "from in of to the a an with by must cannot can could should does did do if when this that at as it be invalid missing required "
        + "failed expired error unknown denied unauthorized authentication authorization incorrect wrong bad empty rejected redacted "
        + "<redacted> [redacted] (redacted) [filtered] [hidden] (hidden) hidden secret token password passwd passphrase string str text "
        + "bytes object expected unexpected please see using unable enter too length policy change changed reset unsupported mismatch "
        + "malformed only read write cannot. required. invalid. missing. failed. expired. rejected. found unrecognized unrecognised "
        + "pass pwd changeme change_me change-me replace_me replaceme replace-me fixme placeholder await new "
        + "convertto-securestring enabled disabled").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] s_references =
    [
        "${", "$(", "{{", "<%", "#{", "@{", "%(", "file:", "vault:", "op://", "arn:", "ENC[", "secretref:", "ssm:", "ref+", "env:",
        "env://", "sm://", "secret://", "@Microsoft.", "%env(", "!Ref", "!Sub", "!GetAtt", "!ImportValue",
        "os.", "process.env", "System.getenv", "getenv(", "$_ENV", "awssm:", "gcpsm:", "akv:", "kms:", "sealed:", Pseudonyms.Prefix,
    ];

    private static readonly string[] s_blanks =
    [
        "xxxxxx", "redacted", "filtered", "placeholder", "changeme-", "your-", "your_", "<your", "insert-", "insert_", "replace-me",
        "replace-with", "replace_with", "enter-your", "enter_your", "put-your", "put_your", "example-", "from-secret", "from-vault",
    ];

    /// <summary>The ends of the keys that vendors print in their documentation.</summary>
    private static readonly string[] s_examples = ["EXAMPLE", "EXAMPLEKEY"];

    /// <summary>The objects of languages whose members hold values.</summary>
    private static readonly string[] s_owners =
    [
        "var.", "data.", "local.", "module.", "this.", "self.", "vars.", "secrets.", "inputs.", "params.", "settings.", "request.", "req.",
        "config.", "options.", "props.", "args.", "env.",
    ];

    /// <summary>Of a longer value the begin is looked at.</summary>
    private const int MaxLength = 256;

    private static readonly SearchValues<char> s_filler = SearchValues.Create("*.xX-_•#?");

    /// <summary>True when the value only refers to a secret, or says that there is none.</summary>
    public static bool Is(ReadOnlySpan<char> value)
    {
        if (value.Length > MaxLength) value = value[..MaxLength];
        value = value.Trim(" \t\"'`\\,;}");
        if (value.IsEmpty || s_words.Contains(value.TrimStart('(').TrimEnd(").:"))) return true;
        if (!value.ContainsAnyExcept(s_filler)) return true;
        if (value.Length >= 6 && value.IndexOfAnyExcept(value[0], '-') < 0) return true;
        if (value.EndsWith("example", StringComparison.OrdinalIgnoreCase) && IsWord(value)) return true;
        if (value[0] == '{' && value.Length > 2 && IsWord(value[1..])) return true;
        if (value[0] == '<' && value.Length > 2 && (value[^1] == '>' || IsWord(value[1..]))) return true;
        if (IsExample(value)) return true;
        if (value[0] == '%' && value.Length <= 3) return true;
        if (value is "!vault" or "!secret" or "!env_var" || value.StartsWith("?")) return true;
        if (value[0] == '%' && value[^1] == '%' && IsVariable(value[1..^1])) return true;
        if (value.Length > 4 && value.StartsWith("__") && value.EndsWith("__") && IsVariable(value[2..^2])) return true;
        if (value[0] == '$' && (IsVariable(value[1..]) || value[1..].IsEmpty)) return true;
        foreach (var reference in s_references)
        {
            if (value.StartsWith(reference, StringComparison.Ordinal)) return true;
        }

        foreach (var blank in s_blanks)
        {
            if (value.StartsWith(blank, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>True for a key that stands in a vendor's documentation: <c>AKIAIOSFODNN7EXAMPLE</c>.</summary>
    public static bool IsExample(ReadOnlySpan<char> value) =>
        value.Length >= 16 && (value.EndsWith(s_examples[0]) || value.EndsWith(s_examples[1]));

    /// <summary>
    /// True when a program computes the value: a call, an index or a member, <c>getpass()</c>, <c>row['password']</c>,
    /// <c>var.password</c>.
    /// </summary>
    public static bool IsCode(ReadOnlySpan<char> value)
    {
        var length = 0;
        while (length < value.Length && (char.IsAsciiLetterOrDigit(value[length]) || value[length] is '_' or '.')) length++;
        if (length == 0 || char.IsAsciiDigit(value[0])) return false;
        if (length == value.Length) return IsMember(value);
        if (value[..length].ContainsAnyInRange('0', '9') && !value[..length].Contains('.')) return false;
        if (value[length] == '{' && char.IsAsciiLetterUpper(value[0]) && value[..length].ContainsAnyInRange('a', 'z')) return true;
        if (value[length] == '<' && (char.IsAsciiLetterUpper(value[0]) || value[..length].Contains('.'))) return true;
        var rest = value[(length + 1)..];
        if (value[length] == '(')
            return rest is [] or [')', ..] or ['"' or '\'' or '$', ..] || (value[..length].Contains('.') && length > 4);
        return value[length] == '[' && rest is ['"' or '\'', ..];
    }

    /// <summary>An absolute path, or the path of an entry in a store: <c>/run/secrets/db</c>, <c>secret/data/app</c>.</summary>
    public static bool IsPath(ReadOnlySpan<char> value)
    {
        if (value.StartsWith("./") || value.StartsWith("~/") || value.StartsWith("../")) return true;
        var slashes = 0;
        foreach (var c in value)
        {
            if (c == '/') slashes++;
            else if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_' or '.')) return false;
        }

        return slashes >= 1 && (value[0] == '/' ? slashes >= 1 && HasLetters(value) : slashes >= 2 && HasLetters(value));
    }

    /// <summary>Letters with dots, hyphens and underscores: a word, or what a program calls something.</summary>
    public static bool IsWord(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetter(c) && c is not ('.' or '-' or ':' or '_' or '(' or ')' or '\'' or '!' or '?')) return false;
        }

        return true;
    }

    public static bool IsNumber(ReadOnlySpan<char> value) => value.Length <= 10 && !value.ContainsAnyExcept(Characters.Numbers);

    private static bool IsVariable(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !(char.IsAsciiLetter(name[0]) || name[0] == '_')) return name.Length == 1 && char.IsAsciiDigit(name[0]);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or ':')) return false;
        }

        return true;
    }

    private static bool IsMember(ReadOnlySpan<char> value)
    {
        foreach (var owner in s_owners)
        {
            if (value.StartsWith(owner, StringComparison.Ordinal) && value.Length > owner.Length) return true;
        }

        return false;
    }

    private static bool HasLetters(ReadOnlySpan<char> value) => value.ContainsAnyInRange('a', 'z');
}
