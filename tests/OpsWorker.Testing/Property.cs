using CsCheck;

namespace OpsWorker.Testing;

/// <summary>
/// Properties over generated values. The values of a normal run are always the same, so that a run which fails says something of the
/// change under test. With <c>CsCheck_Time</c>, <c>CsCheck_Iter</c> or <c>CsCheck_Seed</c> set, the values are CsCheck's own: new ones
/// each time.
/// </summary>
public static class Property
{
    private const int Values = 100;
    private const int LookForSmaller = 500;

    private static readonly bool s_search = new[] { "CsCheck_Time", "CsCheck_Iter", "CsCheck_Seed" }
        .Any(variable => Environment.GetEnvironmentVariable(variable) is { Length: > 0 });

    public static void Holds<T>(this Gen<T> values, Action<T> property, int iter = Values, int threads = -1, Func<T, string>? print = null)
    {
        if (s_search)
        {
            values.Sample(property, iter: iter, threads: threads, print: print);
            return;
        }

        foreach (var (value, seed) in Seeded(values, iter))
        {
            try
            {
                property(value);
            }
            catch
            {
                values.Sample(property, seed: seed, iter: LookForSmaller, threads: 1, print: print);
                throw;
            }
        }
    }

    public static void Holds<T>(this Gen<T> values, Func<T, bool> property, int iter = Values) => values.Holds(
        value =>
        {
            if (!property(value)) throw new InvalidOperationException("The property does not hold.");
        },
        iter);

    public static async Task HoldsAsync<T>(
        this Gen<T> values, Func<T, Task> property, int iter = Values, int threads = -1, Func<T, string>? print = null)
    {
        if (s_search)
        {
            await values.SampleAsync(property, iter: iter, threads: threads, print: print);
            return;
        }

        foreach (var (value, seed) in Seeded(values, iter))
        {
            try
            {
                await property(value);
            }
            catch
            {
                await values.SampleAsync(property, seed: seed, iter: LookForSmaller, threads: 1, print: print);
                throw;
            }
        }
    }

    private static IEnumerable<(T Value, string Seed)> Seeded<T>(Gen<T> values, int count)
    {
        var random = new PCG(1, 20260302);
        for (var drawn = 0; drawn < count; drawn++)
        {
            var seed = random.ToString();
            yield return (values.Generate(random, null, out _), seed);
        }
    }
}
