using CsCheck;

namespace OpsWorker.Testing;

/// <summary>Text that was written to do harm where it is taken for a command.</summary>
public static class HostileText
{
    /// <summary>Forms that a shell acts on, or that kubectl takes for a flag.</summary>
    public static readonly string[] ForShells =
    [
        "; echo pwned", "$(echo pwned)", "`echo pwned`", "| echo pwned", "&& echo pwned", "& echo pwned", "\necho pwned", "\r\necho pwned",
        "$(echo${IFS}pwned)", "${HOME}", "$HOME", "~root", "*", "?", "[a-z]", "{a,b}", "> /dev/null", "< /dev/null", ">>out", "2>&1", "#",
        "'", "\"", "'; echo pwned; '", "\"; echo pwned; \"", "\\", "\\'", "a b", "\ta", "--all", "-A", "--kubeconfig=/tmp/evil", "!!", "!x",
        "regcred --dry-run=client; echo pwned #", "(echo pwned)", "f(){ echo pwned;}", "é", "\u202eevil",
        "\u200b", "\u001b]52;c;eA==\u0007",
        "=x", "%s%n", "../../etc", "a/b", "%2e%2e", "\u007f", "\u009b2J", "\u2028echo pwned", "",
    ];

    /// <summary>One of the forms, alone or around a name; half of them are any printable text.</summary>
    public static Gen<string> Name { get; } = Gen.OneOf<string>(
        Gen.OneOf(ForShells),
        from form in Gen.OneOf(ForShells)
        from before in Gen.OneOf("web", "db-0", "")
        from after in Gen.OneOf("web", "", "-1")
        select before + form + after,
        Gen.String[Gen.Char[' ', '~'], 0, 40],
        Gen.String[Gen.Char['\u0001', '\u07ff'], 0, 40]);
}
