using System.Globalization;

namespace OpsWorker.Scenarios.Gates;

/// <summary>Lines of errors that were over long ago, as loggers of several languages stamp them.</summary>
internal static class StaleLine
{
    private static readonly string[] s_errors =
    [
        "dial tcp 10.96.31.7:5432: connect: connection refused",
        "password authentication failed for user \"app\"",
        "Error 1040: Too many connections",
        "getaddrinfo ENOTFOUND payments",
        "ERROR: cannot execute INSERT in a read-only transaction",
        "x509: certificate has expired or is not yet valid: current time is after",
        "write /data/wal: no space left on device",
        "upstream request timeout: context deadline exceeded",
    ];

    private static readonly Func<DateTimeOffset, string, string>[] s_forms =
    [
        (at, text) => $"{Format(at, "yyyy-MM-ddTHH:mm:ss.fffZ")} ERROR {text}",
        (at, text) => $"{Format(at, "yyyy-MM-dd HH:mm:ss,fff")} ERROR [main] {text}",
        (at, text) => $"{Format(at, "yyyy/MM/dd HH:mm:ss")} [error] 31#31: *12 {text}",
        (at, text) => $"E{Format(at, "MMdd HH:mm:ss.ffffff")}       1 server.go:118] {text}",
        (at, text) => $$"""{"level":"error","ts":{{at.ToUnixTimeSeconds()}}.21,"msg":"{{Plain(text)}}"}""",
        (at, text) => $$"""{"severity":"ERROR","time":"{{Format(at, "yyyy-MM-ddTHH:mm:ss.fffffffZ")}}","message":"{{Plain(text)}}"}""",
        (at, text) => $"1:M {Format(at, "dd MMM yyyy HH:mm:ss.fff")} # {text}",
        (at, text) => $"{Format(at, "MMM d HH:mm:ss")} app[1]: error: {text}",
        (at, text) => $"[{Format(at, "yyyy-MM-dd HH:mm:ss")} +0000] [7] [ERROR] {text}",
        (at, text) => $"time=\"{Format(at, "yyyy-MM-ddTHH:mm:ssZ")}\" level=error msg=\"{Plain(text)}\"",
    ];

    /// <summary>Two kinds of errors, some of each, from a time on.</summary>
    public static IEnumerable<string> Of(int seed, DateTimeOffset at)
    {
        var form = s_forms[seed % s_forms.Length];
        for (var i = 0; i < 12; i++) yield return form(at.AddSeconds(i * 5), s_errors[(seed + (i / 6)) % s_errors.Length]);
    }

    private static string Plain(string text) => text.Replace("\"", "'", StringComparison.Ordinal);

    private static string Format(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
