namespace OpsWorker.Server.Commands.Clusters;

/// <summary>Reads <c>--label NAME=VALUE</c>.</summary>
internal static class LabelArguments
{
    /// <exception cref="UserErrorException">One has another form, or a name comes twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IReadOnlyList<string> labels)
    {
        var parsed = new Dictionary<string, string>();
        foreach (var label in labels)
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parsed.TryAdd(label[..equals], label[(equals + 1)..]))
            {
                throw new UserErrorException($"--label is \"{label}\"; NAME=VALUE was expected, each name once.");
            }
        }

        return parsed;
    }
}
