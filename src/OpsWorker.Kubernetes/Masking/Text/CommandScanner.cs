using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds the passwords of commands and directives that have neither a flag nor a sign of assignment before them.</summary>
internal static class CommandScanner
{
    private const int MaxCommand = 256;

    /// <summary>Looks at a word; returns where to go on, zero where it is none of these commands.</summary>
    public static int Scan(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        var rest = text.Slice(at, Math.Min(text.Length - at, MaxCommand));
        return text[at] switch
        {
            'C' when rest.StartsWith("ConvertTo-SecureString ") => SecureString(ref line, at),
            's' when rest.StartsWith("stats auth ") => User(ref line, at + "stats auth ".Length),
            'S' when rest.StartsWith("SETUSER ") && rest.IndexOf(" >") is var rule and > 0 => Word(ref line, at + rule + 2),
            'u' when rest.StartsWith("user ") && rest.IndexOf(" on >") is var on and > 0 => Word(ref line, at + on + " on >".Length),
            'o' when rest.StartsWith("operator unseal ") => Word(ref line, at + "operator unseal ".Length),
            'e' when rest.StartsWith("echo ") => Echo(ref line, rest, end + 1),
            _ => 0,
        };
    }

    // PowerShell: ConvertTo-SecureString [-String] "…"
    private static int SecureString(ref LineScanner line, int at)
    {
        var start = at + "ConvertTo-SecureString ".Length;
        if (line.Text[start..].StartsWith("-String ")) start += "-String ".Length;
        return start < line.Text.Length && line.Text[start] == '-' ? 0 : Word(ref line, start);
    }

    // What a pipe gives to chpasswd, docker login --password-stdin or sudo -S.
    private static int Echo(ref LineScanner line, ReadOnlySpan<char> command, int start)
    {
        line.Run.Add(command.Length);
        var pipe = command.IndexOf('|');
        if (pipe < 0) return 0;
        var reader = command[(pipe + 1)..];
        if (reader.Contains("chpasswd", StringComparison.Ordinal)) return User(ref line, start);
        var reads = reader.Contains("--password-stdin", StringComparison.Ordinal) || reader.Contains("sudo -S", StringComparison.Ordinal);
        var words = reader.TrimStart();
        var name = words[..(words.IndexOf(' ') is var length and >= 0 ? length : words.Length)];
        reads |= name is "kinit" or "passwd" or "su" or "smbpasswd" or "cryptsetup"
            || reader.Contains("--with-token", StringComparison.Ordinal)
            || reader.Contains(" secret ", StringComparison.Ordinal);
        while (reads && line.Text[start..].StartsWith("-") && line.Search(start, ' ') is var space and > 0) start = space + 1;
        return reads ? Word(ref line, start) : 0;
    }

    private static int Word(ref LineScanner line, int start)
    {
        if (start >= line.Text.Length) return 0;
        var value = ValueReader.Read(ref line, start);
        if (value.End <= value.Start || Placeholder.Is(line.Text[value.Start..value.End])) return 0;
        line.Add(value.Start, value.End, "password", []);
        return value.End;
    }

    // user:password
    private static int User(ref LineScanner line, int start)
    {
        if (start >= line.Text.Length) return 0;
        var value = ValueReader.Read(ref line, start);
        var colon = line.Text[value.Start..value.End].IndexOf(':');
        if (colon < 0 || Placeholder.Is(line.Text[(value.Start + colon + 1)..value.End])) return 0;
        line.Add(value.Start + colon + 1, value.End, "password", []);
        return value.End;
    }
}
