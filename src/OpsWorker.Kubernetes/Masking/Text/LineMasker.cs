using System.Text;
using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Masks a text line by line, as it comes. Of a secret with several lines the first is replaced and the others are left out. Lines come
/// out one later, as what looks like a word may turn out to be the last line of a key.
/// </summary>
/// <param name="run">The masking.</param>
/// <param name="state">What earlier lines left open.</param>
/// <param name="depth">The number of encodings that were unpacked to get the text.</param>
internal sealed class LineMasker(MaskRun run, LineState state, int depth = 0)
{
    private string? _held;
    private bool _heldMayBeKey;
    private bool _withholding;

    /// <summary>Takes a line; gives those that are ready.</summary>
    public IEnumerable<string> Next(string line)
    {
        var mayBeKey = _heldMayBeKey;
        _heldMayBeKey = false;
        var isPlain = state.Open == OpenPart.None;
        if (isPlain && mayBeKey && KeyBlocks.IsEnd(line, out _, out var end) && _held is not null)
        {
            _held = string.Concat(_held.AsSpan(0, LineStart.Of(_held)), run.Replace(KeyBlocks.Kind, [], []));
            line = line[end..];
            if (line.Length == 0) yield break;
        }

        if (Mask(line) is not { } masked) yield break;
        if (_held is not null) yield return _held;
        _held = masked;
        _heldMayBeKey = isPlain && ReferenceEquals(masked, line) && line.Length > 3 && KeyBlocks.IsPart(line.AsSpan(LineStart.Of(line)));
    }

    /// <summary>The last line.</summary>
    public string? Flush()
    {
        var last = _held;
        _held = null;
        return last;
    }

    private string? Mask(string line)
    {
        if (run.IsExhausted)
        {
            var text = run.Withhold(line.Length);
            if (_withholding) return null;
            _withholding = true;
            return text;
        }

        state.Advance();
        var start = LineStart.Of(line);
        return state.Open switch
        {
            OpenPart.PublicKey => PublicKey(line, start),
            OpenPart.PrivateKey => PrivateKey(line, start),
            OpenPart.Block => Block(line, start),
            OpenPart.List => List(line, start),
            OpenPart.Map => Map(line, start),
            OpenPart.Manifest => Manifest(line, start),
            OpenPart.Element => Element(line),
            _ => Plain(line, start),
        };
    }

    private string? Plain(string line, int start)
    {
        var content = line.AsSpan(start);
        if (KeyBlocks.IsLine(content))
        {
            state.Begin(OpenPart.PrivateKey, 0, []);
            return PrivateKey(line, start);
        }

        if (KeyBlocks.IsEnd(content, out var at, out var end))
        {
            return string.Concat(Scan(line[..(start + at)], start), run.Replace(KeyBlocks.Kind, [], []), Scan(line[(start + end)..], 0));
        }

        if (state.HasSecretManifest && content.Trim() is "data:" or "stringData:")
        {
            state.Begin(OpenPart.Manifest, LineStart.Indent(line, start), "data");
            return line;
        }

        var trimmed = content.Trim();
        if (state.IsAnnounced && !trimmed.IsEmpty)
        {
            state.IsAnnounced = false;
            if (AnnouncedSecret.Is(trimmed)) return line[..start] + run.Replace("password", [], trimmed);
        }

        if (AnnouncedSecret.IsBefore(trimmed)) state.IsAnnounced = true;
        if (state.IsMade && !trimmed.IsEmpty)
        {
            state.IsMade = false;
            if (AnnouncedSecret.MadeAt(trimmed) is var made and > 0)
            {
                var value = start + content.Length - content.TrimStart().Length + made;
                return string.Concat(line.AsSpan(0, value), run.Replace("password", [], trimmed[made..]));
            }
        }

        if (AnnouncedSecret.IsChange(trimmed)) state.IsMade = true;
        if (IsLogin(trimmed)) state.SetLogin();
        if (trimmed is "kind: Secret" or "kind: \"Secret\"" or "kind: 'Secret'") state.HasSecretManifest = true;
        return Scan(line, start);
    }

    // Of a .netrc: machine X, login Y
    private static bool IsLogin(ReadOnlySpan<char> line) =>
        (line.StartsWith("login ") || line.StartsWith("machine "))
            && (line.Count(' ') == 1 || line.Contains(" login ", StringComparison.Ordinal));

    private string? PublicKey(string line, int start)
    {
        if (KeyBlocks.IsEndOfPublic(line)) state.End();
        else if (!KeyBlocks.IsPart(line.AsSpan(start)))
        {
            state.End();
            return Plain(line, start);
        }

        return line;
    }

    private string? PrivateKey(string line, int start)
    {
        var content = line.AsSpan(start);
        if (KeyBlocks.IsEnd(content, out _, out var end))
        {
            state.End();
            var rest = line[(start + end)..];
            if (!state.Replaced) return line[..start] + run.Replace(KeyBlocks.Kind, [], []) + Scan(rest, 0);
            return rest.AsSpan().Trim(" \t\"',;").IsEmpty ? null : Scan(rest, 0);
        }

        if (KeyBlocks.IsPart(content)) return First(line[..start], KeyBlocks.Kind);
        state.End();
        return Plain(line, start);
    }

    private string? Block(string line, int start)
    {
        if (line.AsSpan(start).Trim().IsEmpty) return line;
        var indent = LineStart.Indent(line, start);
        if (indent > state.Indent) return First(line[..(start + indent)], "password");
        state.End();
        return Plain(line, start);
    }

    // Items of a list, or a value in the next line; never a name of its own, and never what is not indented.
    private string? List(string line, int start)
    {
        var indent = LineStart.Indent(line, start);
        var item = line.AsSpan(start + indent);
        var isItem = line.AsSpan(start, indent).Contains('-');
        if (item.StartsWith("string(") && indent >= state.Indent) return Dumped(line, start + indent);
        if (item.IsEmpty
            || !(isItem ? indent > state.Indent : indent > state.Indent && !state.Replaced)
            || ValueReader.IsKey(item, 0)
            || item.StartsWith("{"))
        {
            state.End();
            return Plain(line, start);
        }

        var value = item.Trim().Trim("\"'");
        state.Replaced = true;
        return Placeholder.Is(value) || Placeholder.IsPath(value)
            ? line
            : line[..(start + indent)] + run.Replace("password", state.Name, value);
    }

    // What its own name or form does not give away is a secret by the name of the map.
    private string? Map(string line, int start)
    {
        var indent = LineStart.Indent(line, start);
        var member = line.AsSpan(start + indent);
        if (member.Trim().IsEmpty || member[0] == '#') return line;
        var colon = member.IndexOf(": ");
        var isMember = indent > state.Indent && colon > 0 && !line.AsSpan(start, indent).Contains('-');
        if (!isMember && SecretName.IsMany(state.Name))
        {
            state.Begin(OpenPart.List, state.Indent, state.Name);
            return List(line, start);
        }

        if (!isMember)
        {
            state.End();
            return Plain(line, start);
        }

        var masked = Scan(line, start);
        if (!ReferenceEquals(masked, line)) return masked;
        var text = member[(colon + 2)..];
        var value = text.Trim();
        if (value.IndexOf(" #") is var remark and > 0) value = value[..remark].TrimEnd();
        var secret = value.Trim("\"'");
        run.Add(member.Length);
        if (!OwnedSecret.Is(state.Name, member[..colon], secret)) return line;
        text.Overlaps(secret, out var offset);
        var at = start + indent + colon + 2 + offset;
        return string.Concat(line.AsSpan(0, at), run.Replace("password", state.Name, secret), line.AsSpan(at + secret.Length));
    }

    // PHP's var_dump: string(12) "…" in the line behind its name.
    private string Dumped(string line, int start)
    {
        var quote = line.IndexOf('"', start) + 1;
        var value = quote == 0 ? [] : line.AsSpan(quote).TrimEnd().TrimEnd('"');
        state.End();
        return Placeholder.Is(value) ? line : string.Concat(line.AsSpan(0, quote), run.Replace("password", state.Name, value), "\"");
    }

    // In the data of a Secret's manifest every value is one.
    private string? Manifest(string line, int start)
    {
        var indent = LineStart.Indent(line, start);
        var content = line.AsSpan(start + indent);
        if (content.Trim().IsEmpty || content.StartsWith("#")) return line;
        if (indent <= state.Indent)
        {
            state.End();
            return Plain(line, start);
        }

        var colon = content.IndexOf(':');
        var value = colon < 0 ? content : content[(colon + 1)..].Trim();
        if (value.Trim("\"'").IsEmpty || value[0] is '|' or '>' || Placeholder.Is(value)) return line;
        return line[..(start + indent)] + (colon < 0 ? "" : content[..(colon + 1)].ToString() + " ")
            + run.Replace("password", colon < 0 ? state.Name : content[..colon], value);
    }

    private string? Element(string line)
    {
        var close = line.IndexOf("</", StringComparison.Ordinal);
        if (close < 0) return line.AsSpan().Trim().IsEmpty ? line : First(Blank(line), "password");
        state.End();
        var value = line.AsSpan(0, close).Trim();
        if (value.IsEmpty || Placeholder.Is(value)) return Scan(line, 0);
        return (state.Replaced ? "" : Blank(line) + run.Replace("password", state.Name, value)) + line[close..];
    }

    private static string Blank(string line) => line[..(line.Length - line.AsSpan().TrimStart().Length)];

    private string? First(string before, string kind)
    {
        if (state.Replaced) return null;
        state.Replaced = true;
        return before + run.Replace(kind, state.Name, []);
    }

    private string Scan(string line, int start)
    {
        var plain = PlainForm.Of(line);
        var text = plain?.Text ?? line;
        var scanner = new LineScanner(text, plain is null ? start : LineStart.Of(text), state, run, depth);
        scanner.Scan(plain is null ? start : scanner.Start);
        return scanner.Found is null ? line : Replace(line, scanner.Found, plain);
    }

    private string Replace(string line, List<Finding> found, PlainForm? plain)
    {
        var masked = new StringBuilder(line.Length);
        var done = 0;
        foreach (var secret in found)
        {
            var (start, end) = plain is null ? (secret.Start, secret.End) : (plain.Source(secret.Start), plain.Source(secret.End));
            masked.Append(line, done, start - done).Append(run.Replace(secret.Kind, secret.Name, line.AsSpan(start, end - start)));
            done = end;
        }

        return masked.Append(line, done, line.Length - done).ToString();
    }
}
