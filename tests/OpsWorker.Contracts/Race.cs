namespace OpsWorker.Contracts;

/// <summary>Lets several callers try the same at the same time.</summary>
internal static class Race
{
    private const int Contestants = 8;

    /// <summary>The number of concurrent attempts that returned true.</summary>
    public static async Task<int> WinnersAsync(Func<int, Task<bool>> attempt)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Contestants).Select(i => Task.Run(() => attempt(i))));
        return results.Count(won => won);
    }
}
