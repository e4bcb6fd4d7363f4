using System.Globalization;

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

    public static IEnumerable<int> Seeds(int rounds)
    {
        var seed = Number("OPSWORKER_FUZZ_SEED") ?? FirstSeed;
        var started = TimeProvider.System.GetTimestamp();
        var time = Number("OPSWORKER_FUZZ_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        for (var round = 0; time is null ? round < rounds : TimeProvider.System.GetElapsedTime(started) < time; round++)
            yield return seed + round;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
