namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds the values of a Secret's manifest in JSON within text: everything in its <c>data</c>.</summary>
internal static class SecretFields
{
    private static readonly System.Buffers.SearchValues<char> s_signs = System.Buffers.SearchValues.Create(":}");

    /// <summary>Looks at the object under a name; returns where to go on, zero where it is no Secret's.</summary>
    public static int Scan(ref LineScanner line, ReadOnlySpan<char> name, int start)
    {
        var text = line.Text;
        if (name is not ("data" or "stringData") || start >= text.Length || text[start] != '{' || !line.HasSecret) return 0;
        var at = start + 1;
        while (at < text.Length && text[at] != '}')
        {
            var sign = line.SearchAny(at, s_signs);
            if (sign < 0 || text[sign] == '}') break;
            at = sign + 1;
            while (at < text.Length && text[at] == ' ') at++;
            if (at >= text.Length || text[at] is not ('"' or '\\')) break;
            var value = ValueReader.Read(ref line, at);
            line.Add(value.Start, value.End, "password", name);
            at = value.End;
            while (at < text.Length && text[at] is '\\' or '"') at++;
        }

        return at;
    }
}
