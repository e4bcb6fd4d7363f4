namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>A well-known alert.</summary>
/// <param name="Name">The alert's name; with a star at its end, how names begin.</param>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Reach">Where its cause can be.</param>
/// <param name="Labels">The owner of its labels namespace, pod, container and service.</param>
public sealed record AlertRow(string Name, SymptomKind Kind, AlertReach Reach, LabelOwner Labels = LabelOwner.Subject)
{
    /// <summary>Whether an alert of this name is meant.</summary>
    public bool Matches(string alert) => Name.EndsWith('*')
        ? alert.StartsWith(Name[..^1], StringComparison.OrdinalIgnoreCase)
        : alert.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The owner of an alert's labels namespace, pod, container and service.</summary>
public enum LabelOwner
{
    /// <summary>The object that the alert is about.</summary>
    Subject,

    /// <summary>The exporter that measured it; the subject is in <c>exported_*</c>, <c>instance</c>, <c>node</c> or <c>name</c>.</summary>
    Exporter,
}
