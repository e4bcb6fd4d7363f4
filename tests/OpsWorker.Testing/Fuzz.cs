using System.Globalization;
using System.Runtime.CompilerServices;

namespace OpsWorker.Testing;

/// <summary>
/// The rounds of a fuzzer: a few in a normal run; for as long as <c>OPSWORKER_FUZZ_SECONDS</c> says in <c>build/fuzz.sh</c>. Each round
/// has a seed of its own, counted from <c>OPSWORKER_FUZZ_SEED</c>, so that one which fails can be run again.
/// </summary>
public static class Fuzz
{
    /// <summary>The trait of tests that <c>build/fuzz.sh</c> runs.</summary>
    public const string Kind = "fuzz";

    private const int FirstSeed = 20260302;

    private static readonly Lock s_log = new();

    /// <summary>The seeds of the rounds. The number of rounds is added to the file that <c>OPSWORKER_FUZZ_LOG</c> names.</summary>
    /// <param name="rounds">The rounds of a normal run.</param>
    /// <param name="fuzzer">The test that runs them.</param>
    public static IEnumerable<int> Seeds(int rounds, [CallerMemberName] string fuzzer = "")
    {
        var seed = Number("OPSWORKER_FUZZ_SEED") ?? FirstSeed;
        var started = TimeProvider.System.GetTimestamp();
        var time = Number("OPSWORKER_FUZZ_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var round = 0;
        try
        {
            for (; time is null ? round < rounds : TimeProvider.System.GetElapsedTime(started) < time; round++)
                yield return seed + round;
        }
        finally
        {
            Report(fuzzer, round, seed);
        }
    }

    private static void Report(string fuzzer, int rounds, int seed)
    {
        if (Environment.GetEnvironmentVariable("OPSWORKER_FUZZ_LOG") is not { Length: > 0 } log) return;
        var line = string.Create(CultureInfo.InvariantCulture, $"{fuzzer}: {rounds} inputs from seed {seed}\n");
        lock (s_log) File.AppendAllText(log, line);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
