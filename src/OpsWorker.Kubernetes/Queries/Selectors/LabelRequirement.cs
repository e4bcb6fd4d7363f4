namespace OpsWorker.Kubernetes.Queries.Selectors;

/// <summary>The comparison of a label requirement.</summary>
public enum LabelOperator
{
    /// <summary>The label is there, whatever its value.</summary>
    Exists,

    /// <summary>The label is not there.</summary>
    DoesNotExist,

    /// <summary>The label is there and has one of the values.</summary>
    In,

    /// <summary>The label is not there or has none of the values.</summary>
    NotIn,
}

/// <summary>One requirement of a <see cref="LabelSelector"/>. Equality is <see cref="LabelOperator.In"/> with one value.</summary>
/// <param name="Key">The label's name.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Values">The values to compare with; empty for <see cref="LabelOperator.Exists"/> and its negation.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>True if an object with these labels meets the requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Exists => present,
            LabelOperator.DoesNotExist => !present,
            LabelOperator.In => present && Values.Contains(value!),
            _ => !present || !Values.Contains(value!),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Operator switch
    {
        LabelOperator.Exists => Key,
        LabelOperator.DoesNotExist => "!" + Key,
        LabelOperator.In when Values.Count == 1 => $"{Key}={Values[0]}",
        LabelOperator.NotIn when Values.Count == 1 => $"{Key}!={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values)})",
        _ => $"{Key} notin ({string.Join(',', Values)})",
    };
}
