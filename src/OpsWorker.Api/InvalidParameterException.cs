namespace OpsWorker.Api;

/// <summary>A query parameter is wrong.</summary>
/// <param name="name">The parameter.</param>
/// <param name="problem">The error and the expected value.</param>
internal sealed class InvalidParameterException(string name, string problem) : Exception(problem)
{
    /// <summary>The parameter.</summary>
    public string Name { get; } = name;
}
