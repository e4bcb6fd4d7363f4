using System.Buffers;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds the secrets of one line in one pass from left to right: what may begin at a character is decided by that character.
/// What was found or read over is not looked at again, so that the time is in proportion to the line.
/// </summary>
internal ref struct LineScanner
{
    private int _valueStart = -1;
    private int _valueEnd = -1;
    private int _login = -1;
    private int _keyEnd = -1;
    private bool? _hasKeyType;
    private bool? _hasSecret;
    private bool? _hasLoginModule;
    private bool? _hasAccount;
    private bool? _hasUserSwitch;

    public LineScanner(ReadOnlySpan<char> text, int start, LineState state, MaskRun run, int depth)
    {
        Text = text;
        Start = start;
        State = state;
        Run = run;
        Depth = depth;
        Indent = LineStart.Indent(text, start);
    }

    public ReadOnlySpan<char> Text { get; }

    /// <summary>Where the line's own text begins.</summary>
    public int Start { get; }

    public int Indent { get; }

    public LineState State { get; }

    public MaskRun Run { get; }

    /// <summary>The number of encodings that were unpacked to get this text.</summary>
    public int Depth { get; }

    /// <summary>Up to where Base64 was already looked into.</summary>
    public int Base64Until { get; set; }

    /// <summary>Where the address that was read last ends.</summary>
    public int AddressEnd { get; set; }

    /// <summary>True where the line has a JSON Web Key.</summary>
    public bool HasKeyType => _hasKeyType ??= Look("kty\"") || Look("kty\\");

    /// <summary>True where the line has a Secret's manifest as JSON.</summary>
    public bool HasSecret =>
        _hasSecret ??= Look("\"kind\":\"Secret\"") || Look("\"kind\": \"Secret\"") || Look("kind\\\":\\\"Secret\\\"");

    /// <summary>True where the line configures a login module of JAAS.</summary>
    public bool HasLoginModule => _hasLoginModule ??= Look("LoginModule");

    /// <summary>True where the line names whose key it has.</summary>
    public bool HasAccount => _hasAccount ??= Look("user") || Look("crypt") || Look("secret") || Look("client");

    /// <summary>True where the line is a command whose switches begin with a slash.</summary>
    public bool HasUserSwitch => _hasUserSwitch ??= Look(" /u:");

    /// <summary>True where the line said who logs in, as a <c>.netrc</c> does: <c>machine X login Y password Z</c>.</summary>
    public bool IsLoginBefore(int at)
    {
        if (_login < 0)
        {
            Run.Add(Text.Length);
            var machine = Text[Start..].StartsWith("default ") ? Start : Text.IndexOf("machine ");
            var login = Text.IndexOf("login ");
            _login = machine < 0 || login < 0 ? int.MaxValue : Math.Max(machine, login);
        }

        return at > _login;
    }

    /// <summary>The secrets found so far, in order; null where there is none.</summary>
    public List<Finding>? Found { get; private set; }

    public void Scan(int from)
    {
        Run.Add(Text.Length - from);
        for (var i = from; i < Text.Length;)
        {
            if (Run.IsExhausted)
            {
                Run.Withhold(Text.Length - i);
                Add(i, Text.Length, "withheld", []);
                return;
            }

            i = Math.Max(Step(i), i + 1);
        }
    }

    public void Add(int start, int end, string kind, ReadOnlySpan<char> name)
    {
        Found ??= [];
        if (Found.Count > 0) start = Math.Max(start, Found[^1].End);
        while (end > start && Text[end - 1] is ' ' or '\t') end--;
        if (start < end && !IsMasked(start, end)) Found.Add(new Finding(start, end, kind, name.ToString()));
    }

    /// <summary>The end of an unquoted value. It does not depend on where the value begins, and is found once.</summary>
    public int ValueEnd(int start)
    {
        if (start >= _valueStart && start < _valueEnd) return _valueEnd;
        _valueStart = start;
        _valueEnd = ValueReader.EndOf(Text, start);
        Run.Add(_valueEnd - start);
        return _valueEnd;
    }

    /// <summary>Where a character comes next, from <paramref name="start"/>; below zero where it does not. The search is counted.</summary>
    public readonly int Search(int start, char character) => Counted(start, Text[start..].IndexOf(character));

    /// <summary>Where a text comes next.</summary>
    /// <inheritdoc cref="Search(int, char)"/>
    public readonly int Search(int start, scoped ReadOnlySpan<char> text) => Counted(start, Text[start..].IndexOf(text));

    /// <summary>Where one of the characters comes next.</summary>
    /// <inheritdoc cref="Search(int, char)"/>
    public readonly int SearchAny(int start, SearchValues<char> characters) => Counted(start, Text[start..].IndexOfAny(characters));

    /// <summary>Where the END of a key comes next; below zero where none does. It is looked for once.</summary>
    public int KeyEnd(int start)
    {
        if (_keyEnd < start) _keyEnd = Search(start, "-----END ") is var end and >= 0 ? end : int.MaxValue;
        return _keyEnd == int.MaxValue ? -1 : _keyEnd;
    }

    private readonly int Counted(int start, int length)
    {
        Run.Add(length < 0 ? Text.Length - start : length);
        return length < 0 ? -1 : start + length;
    }

    private readonly bool Look(string mark)
    {
        Run.Add(Text.Length);
        return Text.Contains(mark, StringComparison.Ordinal);
    }

    // A pseudonym names a kind of secret, and so looks itself like one that is assigned.
    private readonly bool IsMasked(int start, int end)
    {
        if (Text[start..end].Contains(Pseudonyms.Prefix, StringComparison.Ordinal)) return true;
        var from = Math.Max(0, start - Pseudonyms.MaxLength);
        var open = Text[from..Math.Min(Text.Length, start + Pseudonyms.Prefix.Length - 1)].LastIndexOf(Pseudonyms.Prefix);
        return open >= 0 && !Text[(from + open)..start].Contains(']');
    }

    private int Step(int i)
    {
        var c = Text[i];
        if (Run.PersonalData && Personal(c, i) is { } personal)
        {
            Add(personal.Start, personal.End, personal.Kind, []);
            return personal.End;
        }

        if (char.IsAsciiLetterOrDigit(c)) return WordScanner.Scan(ref this, i);
        return c switch
        {
            ':' when Text[i..].StartsWith("://") => UrlScanner.Scan(ref this, i),
            ':' or '=' => AssignmentScanner.Scan(ref this, i),
            ',' or ';' => AssignmentScanner.ScanList(ref this, i),
            '$' or '{' when CryptHash.EndAt(Text, i) is var hash and > 0 => Hash(i, hash),
            '-' when i > 0 && Text[i - 1] == ' ' && Text[i..].StartsWith("-> ") => AssignmentScanner.ScanSign(ref this, i, i + 2),
            '-' => FlagScanner.Scan(ref this, i),
            '<' when Text[i..].StartsWith("<<< ") => AssignmentScanner.ScanSign(ref this, i, i + 3),
            '<' => ElementScanner.Scan(ref this, i),
            '(' => CallScanner.Scan(ref this, i),
            '{' => AssignmentScanner.ScanBlock(ref this, i),
            '.' when Text[i..].StartsWith("....") => Dots(i),
            '@' => UrlScanner.ScanAddress(ref this, i),
            '[' when Text[i..].StartsWith(Pseudonyms.Prefix) => i + EndOfMask(i),
            _ => i + 1,
        };
    }

    private readonly int EndOfMask(int start) =>
        Math.Max(0, Text.Slice(start, Math.Min(Text.Length - start, Pseudonyms.MaxLength)).IndexOf(']')) + 1;

    // Java's settings, in a column: password........X
    private int Dots(int start)
    {
        var end = start;
        while (end < Text.Length && Text[end] == '.') end++;
        Run.Add(end - start);
        return end < Text.Length ? AssignmentScanner.ScanSign(ref this, start, end) : end;
    }

    private int Hash(int start, int end)
    {
        Add(start, end, "password-hash", []);
        return end;
    }

    private readonly Finding? Personal(char c, int i)
    {
        if (c == '@') return PersonalDataScanner.Mail(Text, i);
        return char.IsAsciiDigit(c) && (i == 0 || !char.IsAsciiLetterOrDigit(Text[i - 1])) ? PersonalDataScanner.Card(Text, i) : null;
    }
}
