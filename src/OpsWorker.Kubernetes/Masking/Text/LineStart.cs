namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds where a line's own text begins: behind the time that the kubelet writes before it.</summary>
internal static class LineStart
{
    private const int MaxLength = 40;

    public static int Of(ReadOnlySpan<char> line)
    {
        if (line.Length < 20 || !char.IsAsciiDigit(line[0]) || line[4] != '-' || line[10] != 'T') return 0;
        var end = line[..Math.Min(line.Length, MaxLength)].IndexOf(' ');
        return end < 0 ? 0 : end + 1;
    }

    /// <summary>Spaces and list marks before the text, from <paramref name="start"/>.</summary>
    public static int Indent(ReadOnlySpan<char> line, int start)
    {
        var i = start;
        while (i < line.Length && (line[i] is ' ' or '\t' || (line[i] == '-' && i + 1 < line.Length && line[i + 1] == ' '))) i++;
        return i - start;
    }
}
