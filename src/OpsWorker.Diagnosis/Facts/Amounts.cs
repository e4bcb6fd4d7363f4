using System.Globalization;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>Formats amounts of resources as Kubernetes writes them: <c>1500m</c>, <c>256Mi</c>, <c>2</c>.</summary>
internal static class Amounts
{
    private const decimal Kibibyte = 1024;
    private static readonly string[] s_suffixes = ["", "Ki", "Mi", "Gi", "Ti"];

    /// <summary>An amount of a resource.</summary>
    /// <param name="resource">The resource: <c>cpu</c>, <c>limits.memory</c>, <c>pods</c>.</param>
    /// <param name="amount">The amount in cores, bytes or pieces.</param>
    public static string Text(string resource, decimal amount)
    {
        if (resource.EndsWith("cpu", StringComparison.Ordinal))
        {
            return amount == Math.Truncate(amount) ? Number(amount) : Number(Math.Round(amount * 1000)) + "m";
        }

        var isBytes = resource.Contains("memory", StringComparison.Ordinal) || resource.Contains("storage", StringComparison.Ordinal);
        if (!isBytes) return Number(amount);
        var step = 0;
        while (step < s_suffixes.Length - 1 && Math.Abs(amount) >= Kibibyte && (amount % Kibibyte == 0 || amount >= 100 * Kibibyte))
        {
            amount /= Kibibyte;
            step++;
        }

        return Number(Math.Round(amount, 1)) + s_suffixes[step];
    }

    private static string Number(decimal amount) => amount.ToString("0.###", CultureInfo.InvariantCulture);
}
