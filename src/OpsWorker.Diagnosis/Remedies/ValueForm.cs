namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The forms of values that commands set.</summary>
public enum ValueForm
{
    /// <summary>A value of a label.</summary>
    Label,

    /// <summary>A key of a label, an annotation, a ConfigMap or a Secret, or a variable's name.</summary>
    Key,

    /// <summary>A reference of an image.</summary>
    Image,

    /// <summary>An amount of a resource: <c>256Mi</c>.</summary>
    Quantity,

    /// <summary>A host, an address or a URL.</summary>
    Address,
}
