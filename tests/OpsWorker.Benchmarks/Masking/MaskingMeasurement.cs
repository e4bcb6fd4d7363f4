using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Testing;

namespace OpsWorker.Benchmarks.Masking;

/// <summary>
/// Measures the processor time of masking a megabyte, after a run to warm up: of ordinary log lines, and of texts that somebody wrote to
/// keep it busy, in one line, in lines of 200 characters and as a field of an object. The limit is 1 s.
/// </summary>
internal static class MaskingMeasurement
{
    private const int Size = 1_000_000;
    private const int PaddedSize = 50_000;
    private const int PairSize = 20_000;
    private const int LineLength = 200;
    private const int Shown = 12;
    private const int Runs = 3;

    /// <summary>A text that takes longer at its first run, in milliseconds for each MB, is run again.</summary>
    private const double Slow = 250;

    private static readonly SecretMasker s_masker = new(personalData: true);

    /// <summary>Measures and prints the slowest.</summary>
    public static void Run()
    {
        var ordinary = Answer(QueryVerb.Logs, Repeated("2026-03-01T02:10:12Z INFO GET /cart 200 12ms user=bob trace=0af7651916cd43dd\n"));
        for (var i = 0; i < 5; i++) s_masker.Mask(ordinary);
        Console.Out.WriteLine(Line("ordinary log lines", Milliseconds(ordinary)));
        Measure("hostile texts", HostileMaskingText.Parts.SelectMany(Answers));
        Measure("padded hostile texts", HostileMaskingText.Parts.SelectMany(Padded));
        Measure("pairs of hostile texts", HostileMaskingText.Parts.SelectMany(Pairs));
    }

    private static void Measure(string title, IEnumerable<(string Name, QueryResult Answer)> answers)
    {
        var measured = answers.Select(one => (one.Name, Time: Milliseconds(one.Answer))).OrderByDescending(one => one.Time).ToList();
        Console.Out.WriteLine(Line($"{measured.Count} {title}, median", measured[measured.Count / 2].Time));
        foreach (var (name, time) in measured.Take(Shown)) Console.Out.WriteLine(Line(name, time));
    }

    // One part again and again, and behind it another one.
    private static IEnumerable<(string Name, QueryResult Answer)> Pairs(string first) => HostileMaskingText.Parts.Select(second => (
        $"{Quoted(first)} before {Quoted(second)}",
        Answer(QueryVerb.Logs, Repeated(first, PairSize / 2) + Repeated(second, PairSize / 2))));

    // A search that runs over the padding for every part takes time by the square of the length.
    private static IEnumerable<(string Name, QueryResult Answer)> Padded(string part)
    {
        foreach (var padding in HostileMaskingText.Paddings)
        {
            foreach (var behind in (bool[])[false, true])
            {
                yield return (
                    $"{Quoted(part)} {(behind ? "before" : "behind")} {Quoted(padding.ToString())}",
                    Answer(QueryVerb.Logs, HostileMaskingText.Padded(part, padding, behind, PaddedSize)));
            }
        }
    }

    private static IEnumerable<(string Name, QueryResult Answer)> Answers(string part)
    {
        var text = Repeated(part);
        yield return ($"one line of {Quoted(part)}", Answer(QueryVerb.Logs, text));
        var lines = string.Join('\n', text.Chunk(LineLength).Select(line => new string(line)));
        yield return ($"lines of {Quoted(part)}", Answer(QueryVerb.Logs, lines));
        yield return ($"a field of {Quoted(part)}", Answer(QueryVerb.List, $"{{\"message\":{Quoted(text)}}}"));
    }

    // The least of some runs where the first is slow: it may have been compiled just in time, as published programs are not.
    private static double Milliseconds(QueryResult answer)
    {
        var least = Once(answer);
        for (var run = 1; run < Runs && least > Slow; run++) least = Math.Min(least, Once(answer));
        return least;
    }

    private static double Once(QueryResult answer)
    {
        var before = Environment.CpuUsage.TotalTime;
        s_masker.Mask(answer);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds * Size / answer.Content.Length;
    }

    private static QueryResult Answer(QueryVerb verb, string content) => new()
    {
        Query = new Query { Verb = verb },
        Outcome = QueryOutcome.Success,
        Content = content,
        CollectedAt = DateTimeOffset.UnixEpoch,
    };

    private static string Repeated(string part, int size = Size) => string.Concat(Enumerable.Repeat(part, size / part.Length));

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";

    private static string Line(string name, double milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-60} {milliseconds:0} ms for each MB");
}
