namespace OpsWorker.Kubernetes.Queries.Selectors;

/// <summary>
/// A label selector in the API's syntax: requirements joined by commas, all of which must hold. The syntax is that of
/// "Labels and Selectors" in the Kubernetes documentation: <c>key</c>, <c>!key</c>, <c>key=value</c>,
/// <c>key==value</c>, <c>key!=value</c>, <c>key in (a,b)</c>, <c>key notin (a,b)</c>.
/// </summary>
public sealed class LabelSelector
{
    private readonly IReadOnlyList<LabelRequirement> _requirements;

    private LabelSelector(IReadOnlyList<LabelRequirement> requirements) => _requirements = requirements;

    /// <summary>The requirements, all of which must hold; empty where everything is selected.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => _requirements;

    /// <summary>Reads a selector; an empty text selects everything.</summary>
    /// <exception cref="FormatException">The text is not a selector; the message names the invalid part.</exception>
    public static LabelSelector Parse(string text) => new(LabelSelectorParser.Parse(text));

    /// <summary>True if an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.All(r => r.Matches(labels));

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', _requirements);
}
