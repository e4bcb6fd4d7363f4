using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>A part of the text that a line opens and a later line ends.</summary>
internal enum OpenPart
{
    None,

    /// <summary>A private key whose end was not seen.</summary>
    PrivateKey,

    /// <summary>A certificate or public key, which stays.</summary>
    PublicKey,

    /// <summary>A YAML block under a secret's name: all lines that are indented deeper.</summary>
    Block,

    /// <summary>A list under a secret's name: its items are secrets.</summary>
    List,

    /// <summary>A map of owners to their secrets: its values are secrets.</summary>
    Map,

    /// <summary>The <c>data</c> of a Secret's manifest.</summary>
    Manifest,

    /// <summary>An XML element with a secret's name.</summary>
    Element,
}

/// <summary>The state carried from line to line of one text.</summary>
internal sealed class LineState
{
    /// <summary>An element that is not closed after so many lines was none.</summary>
    private const int MaxElementLines = 20;

    // {"name": X, "value": Y} is written in one line or in two that follow each other.
    private const int PairLines = 2;

    // machine X, login Y, password Z: in one line or in three.
    private const int LoginLines = 2;

    private int _lines;
    private int _loginAge = LoginLines;
    private int _pairAge;

    public OpenPart Open { get; private set; }

    /// <summary>Indentation of the name that opened a block or list.</summary>
    public int Indent { get; private set; }

    /// <summary>The name that opened it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>True when the open part has its replacement already.</summary>
    public bool Replaced { get; set; }

    /// <summary>The kind that the last name of a name-value pair announced.</summary>
    public NameKind PairKind { get; private set; }

    public string PairName { get; private set; } = "";

    /// <summary>The text has a Secret's manifest, in which all of <c>data</c> is secret.</summary>
    public bool HasSecretManifest { get; set; }

    /// <summary>A sentence said that the next line with text is a secret.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>A sentence said that a secret was made, and the next line with text may have it.</summary>
    public bool IsMade { get; set; }

    public void Begin(OpenPart part, int indent, ReadOnlySpan<char> name)
    {
        (Open, Indent, Name, Replaced, _lines) = (part, indent, name.ToString(), false, 0);
    }

    public void End() => Open = OpenPart.None;

    public void SetPair(NameKind kind, ReadOnlySpan<char> name) =>
        (PairKind, PairName, _pairAge) = (kind, kind == NameKind.None ? "" : name.ToString(), 0);

    /// <summary>True where a line just before this one said who logs in, as in a <c>.netrc</c>.</summary>
    public bool HasLogin => _loginAge < LoginLines;

    /// <summary>Notes that this line says who logs in.</summary>
    public void SetLogin() => _loginAge = -1;

    /// <summary>Counts a line.</summary>
    public void Advance()
    {
        if (_loginAge < LoginLines) _loginAge++;
        if (PairKind != NameKind.None && ++_pairAge > PairLines) SetPair(NameKind.None, []);
        if (Open == OpenPart.Element && ++_lines > MaxElementLines) End();
    }
}
