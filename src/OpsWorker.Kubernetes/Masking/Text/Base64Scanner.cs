using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Looks into Base64: where it hides text that has a secret, all of it is one.</summary>
internal static class Base64Scanner
{
    private const int MinLength = 20;
    private const int MaxDepth = 2;

    /// <summary>The share of printable characters above which decoded bytes are text.</summary>
    private const double MinPrintable = 0.9;

    /// <summary>Where the masked Base64 ends; zero where there is none at <paramref name="at"/>.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        if (at < line.Base64Until || line.Depth >= MaxDepth) return 0;
        var text = line.Text;
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '+' or '/')) end++;
        while (end < text.Length && text[end] == '=') end++;
        line.Run.Add(end - at);
        line.Base64Until = end;
        if (end - at < MinLength || !HidesSecret(text[at..end], line.Run, line.Depth)) return 0;
        line.Add(at, end, "base64", []);
        return end;
    }

    public static bool HidesSecret(ReadOnlySpan<char> base64, MaskRun run, int depth)
    {
        run.Add(base64.Length);
        return Decode(base64) is { } decoded && TextMasker.HasSecret(decoded, run, depth + 1);
    }

    /// <summary>The text that Base64 stands for; null where it is none.</summary>
    public static string? Decode(ReadOnlySpan<char> base64)
    {
        base64 = base64.TrimEnd('=');
        if (base64.Length % 4 == 1) base64 = base64[..^1];
        var padding = (4 - (base64.Length % 4)) % 4;
        var bytes = ArrayPool<byte>.Shared.Rent(base64.Length + padding);
        try
        {
            for (var i = 0; i < base64.Length; i++) bytes[i] = (byte)base64[i];
            bytes.AsSpan(base64.Length, padding).Fill((byte)'=');
            var status = Base64.DecodeFromUtf8InPlace(bytes.AsSpan(0, base64.Length + padding), out var length);
            return status == OperationStatus.Done && IsText(bytes.AsSpan(0, length))
                ? Encoding.UTF8.GetString(bytes.AsSpan(0, length))
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        var printable = 0;
        foreach (var b in bytes)
        {
            if (b is >= 0x20 and < 0x7f or (byte)'\n' or (byte)'\r' or (byte)'\t') printable++;
        }

        return bytes.Length >= 8 && printable >= bytes.Length * MinPrintable;
    }
}
