using System.Buffers;
using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds secrets behind the flags of a command: <c>--requirepass X</c>, <c>-u user:password</c>; and PEM blocks, which begin with a hyphen
/// too.
/// </summary>
internal static class FlagScanner
{
    /// <summary>Commands whose short flags have a password.</summary>
    private static readonly SearchValues<string> s_commands = SearchValues.Create(
    [
        "mysql", "mariadb", "sshpass", "redis-cli", "mongo", "sqlcmd", "ldap", "smbclient", " login ", "htpasswd",
        "rabbitmqctl", "cqlsh", "nats", "influx", "clickhouse", "valkey-cli", "rclone", "psql", "zip", "mosquitto", "ipmitool",
    ],
    StringComparison.Ordinal);

    /// <summary>Commands that take the password only where it follows its flag at once: <c>-p shop</c> is a database.</summary>
    private static readonly SearchValues<string> s_onlyJoined = SearchValues.Create(["mysql", "mariadb"], StringComparison.Ordinal);

    private static readonly SearchValues<char> s_nextCommand = SearchValues.Create(";|&\n");

    private static readonly SearchValues<string> s_joining =
        SearchValues.Create(["mysql", "mariadb", "mongo", "sshpass", "7z "], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_users = SearchValues.Create([" -u ", " -U ", "--user"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_http =
        SearchValues.Create(["curl", "wget", "smbclient", "http", "-u", "--user"], StringComparison.Ordinal);

    private const int MaxCommand = 512;
    private const int MaxRejected = 128;
    private const int MaxMention = 32;
    private const int MinSamba = 6;

    // What searches the words of a command looks at so many of its characters at a time.
    private const int CharactersAtOnce = 16;

    /// <summary>Looks at a hyphen; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (text[at..].StartsWith("----")) return KeyBlocks.Scan(ref line, at);
        if (at > line.Start && text[at - 1] is not (' ' or '\t' or '"' or '\'' or '[' or ',' or '`' or '(')) return at + 1;
        var name = at;
        while (name < text.Length && name - at < 2 && text[name] == '-') name++;
        var end = name;
        while (end < text.Length
            && end - name < NameWords.MaxLength
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
        {
            end++;
        }

        line.Run.Add(end - at);
        if (SecretName.Of(text[name..end]) is NameKind.Password or NameKind.Token) Rejected(ref line, at);
        if (IsJoined(text, at, name, end)) return Joined(ref line, name, end);
        if (name == at + 1 && JoinedUser(ref line, name, end) is var user and > 0) return user;
        var value = ValueBehind(text, end);
        if (end == name || value < 0) return Math.Max(name, at + 1);
        return Flag(ref line, text[name..end], name - at, value) is var next and >= 0 ? next : name;
    }

    /// <summary>The kind of value behind a flag of a list of arguments.</summary>
    /// <param name="flag">The flag with its hyphens.</param>
    /// <param name="value">What follows it.</param>
    /// <param name="command">The words before it.</param>
    public static NameKind KindOf(ReadOnlySpan<char> flag, ReadOnlySpan<char> value, ReadOnlySpan<char> command)
    {
        if (flag.Length < 2 || flag[0] != '-' || flag.Contains('=') || value.StartsWith("-")) return NameKind.None;
        if (flag[1] == '-' || flag.Length > 2) return SecretName.Of(flag);
        return flag[1] is 'p' or 'P' or 'a' or 'w' && IsPassword(flag[1], value, command, inList: true) ? NameKind.Password : NameKind.None;
    }

    /// <summary>Where the password begins in <c>user:password</c>; below zero where there is none.</summary>
    public static int PasswordOfUser(ReadOnlySpan<char> value)
    {
        if (value.Length > 1024) value = value[..1024];
        var colon = value.IndexOf(':');
        if (colon < 0) colon = value.IndexOf('%');
        if (colon < 0 || value.StartsWith("//") || value.StartsWith("<") || value[colon..].StartsWith("://")) return -1;
        var password = value[(colon + 1)..].Trim("\"'");
        if (password.IsEmpty) return colon > 6 && !Placeholder.IsWord(value[..colon]) ? 0 : -1;
        if (Placeholder.Is(password) || (Placeholder.IsNumber(password) && Placeholder.IsNumber(value[..colon]))) return -1;
        if (password is "test" or "pass" or "pwd" or "token" or "yyy" or "changeme" || (password[0] == '[' && password[^1] == ']'))
            return -1;
        return colon + 1;
    }

    // invalid value "X" for flag -api-key
    private static void Rejected(ref LineScanner line, int flag)
    {
        var before = line.Text[Math.Max(line.Start, flag - MaxRejected)..flag].TrimEnd(" \t\"'");
        line.Run.Add(MaxRejected);
        foreach (var word in (ReadOnlySpan<string>)[" flag", " option", " argument", " parameter"])
        {
            if (before.EndsWith(word)) before = before[..^word.Length];
        }

        if (!before.EndsWith(" for") || before.Length < 8 || before[^5] is not ('"' or '\'')) return;
        var quote = before[^5];
        var end = before.Length - 5;
        var start = before[..end].LastIndexOf(quote);
        if (start < 0 || Placeholder.Is(before[(start + 1)..end])) return;
        var from = Math.Max(line.Start, flag - MaxRejected) + start + 1;
        line.Add(from, from + end - start - 1, "password", []);
    }

    private static int Flag(ref LineScanner line, ReadOnlySpan<char> name, int hyphens, int value)
    {
        var text = line.Text;
        var command = text[Math.Max(0, value - MaxCommand)..value];
        line.Run.Add(2 * command.Length / CharactersAtOnce);
        var range = ValueReader.Read(ref line, value);
        var word = text[range.Start..range.End];
        if (word.IsEmpty || (word[0] == '-' && !range.Quoted)) return -1;
        if (word.Length <= 2 && word[0] is '<' or '>' or '|' or '&') return -1;
        if (IsMentioned(text[..value], name.Length + hyphens)) return -1;
        if (IsUser(name, hyphens) || (name is "a" && IsHttpie(command)))
        {
            // The two may be quoted apart: "user":"password".
            var end = range.Quoted && range.End + 1 < text.Length && text[range.End + 1] == ':' ? line.ValueEnd(range.End + 2) : range.End;
            var password = PasswordOfUser(text[range.Start..end].Trim("\"'"));
            if (password < 0 && command.Contains("lftp", StringComparison.Ordinal)) password = word.IndexOf(',') + 1;
            var given = name is "userpass" or "proxy-user" || IsLogin(command, word) || IsSamba(word);
            if (password < 0 || !given) return -1;
            line.Add(range.Start + password, end, "password", name);
            return end;
        }

        if (hyphens == 1 && name.Length == 1)
        {
            var own = IsOwnFlag(name[0], command) && !Placeholder.Is(word);
            if (!own && (name[0] is not ('p' or 'P' or 'a' or 'w') || !(IsPassword(name[0], word, command, inList: false)
                || (name[0] is 'p' or 'P' && IsBesideUser(command, word, range.Quoted))))) return -1;
            line.Add(range.Start, range.End, "password", name);
            return range.End;
        }

        if (name is "cert" && CertificatePassword(word) is var certificate and > 0)
        {
            line.Add(range.Start + certificate, range.End, "password", name);
            return range.End;
        }

        if (name is "value" && IsOfSecret(command) && !Placeholder.Is(word))
        {
            line.Add(range.Start, range.End, "password", name);
            return range.End;
        }

        var kind = name is "setcookie" ? NameKind.Password : SecretName.Of(name);
        if (kind is NameKind.None or NameKind.Connection or NameKind.Authorization or NameKind.Cookie) return -1;
        if (!SecretValue.Is(kind, name, word, new ValuePlace(Exact: hyphens == 2 || range.Quoted, Colon: true))) return -1;
        line.Add(range.Start, range.End, "password", name);
        return range.End;
    }

    // "Using --password via the command line is insecure" is about the flag.
    private static bool IsMentioned(ReadOnlySpan<char> before, int flag)
    {
        var text = before[Math.Max(0, before.Length - flag - MaxMention)..].TrimEnd();
        text = text[..Math.Max(0, text.Length - flag)].TrimEnd();
        var word = text[(text.LastIndexOf(' ') + 1)..];
        return word is "Using" or "using" or "use" or "Use" or "flag" or "option" or "argument" or "specify" or "omit";
    }

    // The password of a certificate's key follows its file: client.pem:X
    private static int CertificatePassword(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        return colon > 2 && value[..colon].Contains('.') && colon + 1 < value.Length && !Placeholder.Is(value[(colon + 1)..])
            && value[colon + 1] is not ('/' or '\\') ? colon + 1 : -1;
    }

    // aws ssm put-parameter --type SecureString --value X, az keyvault secret set --name db --value X
    private static bool IsOfSecret(ReadOnlySpan<char> command) =>
        command.Contains("SecureString", StringComparison.Ordinal) || command.Contains(" secret ", StringComparison.Ordinal)
        || command.Contains("secrets ", StringComparison.Ordinal);

    // Flags of single commands.
    private static bool IsOwnFlag(char flag, ReadOnlySpan<char> command) => flag switch
    {
        'N' or 'P' => command.Contains("ssh-keygen", StringComparison.Ordinal),
        'A' or 'X' => command.Contains("snmp", StringComparison.Ordinal),
        's' => command.Contains("ldappasswd", StringComparison.Ordinal),
        'k' => command.Contains("nuget ", StringComparison.Ordinal),
        _ => false,
    };

    // -u ci -p X, of any command: the value has letters and digits or is quoted, and is no file.
    private static bool IsBesideUser(ReadOnlySpan<char> command, ReadOnlySpan<char> value, bool quoted)
    {
        if (IsOnlyJoined(command) || !command.ContainsAny(s_users)) return false;
        if (value.Length < 6 || Placeholder.Is(value) || value.ContainsAny('/', ':', '=')) return false;
        if (value.Contains('.') && !Randomness.IsRandom(value)) return false;
        return quoted || (value.ContainsAnyInRange('0', '9') && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z')));
    }

    // White space, or the marks between two arguments of a printed list.
    private static int ValueBehind(ReadOnlySpan<char> text, int end)
    {
        if (end >= text.Length) return -1;
        var value = end;
        if (text[value] is '"' or '\'')
        {
            if (value + 1 >= text.Length || text[value + 1] is not (',' or ' ')) return -1;
            value++;
        }

        var separated = false;
        while (value < text.Length && value - end < 8 && text[value] is ' ' or '\t' or ',') (value, separated) = (value + 1, true);
        return separated && value < text.Length ? value : -1;
    }

    private static bool IsPassword(char flag, ReadOnlySpan<char> value, ReadOnlySpan<char> command, bool inList)
    {
        if (Placeholder.Is(value) || !value.ContainsAnyExcept(Characters.Addresses) || Placeholder.IsPath(value)) return false;
        if (IsOnlyJoined(command)) return OwnedSecret.IsChosen(value) || Randomness.IsRandomOrHex(value);
        var known = IsCommand(command) && !(flag == 'P' && value.Contains('='));
        return known
            || (inList
                && flag == 'p'
                && !Placeholder.IsPath(value)
                && !value.Contains('/')
                && !value.Contains(':')
                && !value.Contains('='));
    }

    private static bool IsOnlyJoined(ReadOnlySpan<char> command) =>
        command[(command.LastIndexOfAny(s_nextCommand) + 1)..].ContainsAny(s_onlyJoined);

    private static bool IsCommand(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxCommand) text = text[^MaxCommand..];
        return text.ContainsAny(s_commands);
    }

    // mysql takes a password only where it follows its flag at once.
    private static bool IsJoined(ReadOnlySpan<char> text, int at, int name, int end) =>
        name == at + 1
            && (end - name > 2 || (end == at + 2 && end < text.Length && text[end] is '\'' or '"'))
            && text[name] == 'p'
            && !text[name..end].StartsWith("password")
            && !text[name..end].StartsWith("port")
        && text[Math.Max(0, at - MaxCommand)..at].ContainsAny(s_joining);

    private static int Joined(ref LineScanner line, int name, int end)
    {
        var value = ValueReader.Read(ref line, name + 1);
        var stop = Math.Max(end, value.End);
        if (Placeholder.Is(line.Text[value.Start..stop])) return end;
        line.Add(value.Start, stop, "password", "-p");
        return stop;
    }

    // -u and its relatives, and -u at the end of flags that are written together: -sSu.
    private static bool IsUser(ReadOnlySpan<char> name, int hyphens) =>
        hyphens > 0
            && (name is "u" or "U" or "user" or "userpass" or "proxy-user"
                || (hyphens == 1 && name.Length is 2 or 3 && name[^1] == 'u' && name[0] is 's' or 'k' or 'v' or 'f' or 'L' or 'i'));

    // -U user%password
    private static bool IsSamba(ReadOnlySpan<char> value) =>
        value.IndexOf('%') is var sign and > 0 && Placeholder.IsWord(value[..sign]) && value[sign..].Length > MinSamba
            && value[sign..].ContainsAnyInRange('0', '9') && !value.Contains(':');

    private static bool IsHttpie(ReadOnlySpan<char> command) =>
        command.TrimStart().StartsWith("http ") || command.TrimStart().StartsWith("https ")
        || command.Contains(" http ", StringComparison.Ordinal);

    // curl -uadmin:password
    private static int JoinedUser(ref LineScanner line, int name, int end)
    {
        var text = line.Text;
        if (end - name < 2 || text[name] is not ('u' or 'U') || end >= text.Length || text[end] is not (':' or '%')) return 0;
        if (!IsHttp(text[Math.Max(0, name - MaxCommand)..name])) return 0;
        var stop = line.ValueEnd(name + 1);
        var password = PasswordOfUser(text[(name + 1)..stop]);
        if (password <= 0) return 0;
        line.Add(name + 1 + password, stop, "password", "-u");
        return stop;
    }

    private static bool IsLogin(ReadOnlySpan<char> command, ReadOnlySpan<char> value) =>
        value.ContainsAnyExcept(Characters.Addresses) && IsHttp(command);

    private static bool IsHttp(ReadOnlySpan<char> command) =>
        command.ContainsAny(s_http) || command.TrimStart().StartsWith("-") || command.TrimStart().StartsWith("\"-");
}
