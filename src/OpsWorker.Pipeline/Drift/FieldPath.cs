using System.Text;

namespace OpsWorker.Pipeline.Drift;

/// <summary>One step of a path: a field, or an item of a list.</summary>
/// <param name="Field">The field's name; null for an item.</param>
/// <param name="Keys">The values that identify the item among its list, by field; null for a field.</param>
/// <param name="Index">The item's position.</param>
internal sealed record PathStep(string? Field, IReadOnlyList<KeyValuePair<string, string>>? Keys, int Index)
{
    public static PathStep Of(string field) => new(field, null, 0);
}

/// <summary>The place of a value within an object.</summary>
internal sealed class FieldPath
{
    public static readonly FieldPath Root = new([]);

    private FieldPath(IReadOnlyList<PathStep> steps) => Steps = steps;

    public IReadOnlyList<PathStep> Steps { get; }

    /// <summary>The name of the innermost field.</summary>
    public string? Field => Steps.LastOrDefault(step => step.Field is not null)?.Field;

    public FieldPath Then(PathStep step) => new([.. Steps, step]);

    public FieldPath Then(string field) => Then(PathStep.Of(field));

    /// <summary>True if the first fields are these, items between them aside.</summary>
    public bool StartsWith(params ReadOnlySpan<string> fields)
    {
        var at = 0;
        foreach (var step in Steps.Where(step => step.Field is not null))
        {
            if (at == fields.Length) return true;
            if (step.Field != fields[at++]) return false;
        }

        return at == fields.Length;
    }

    public bool Contains(string field) => Steps.Any(step => step.Field == field);

    /// <summary><c>spec.containers[app].image</c>; names with dots or slashes stand in brackets.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            if (step.Field is null) text.Append('[').AppendJoin('/', step.Keys!.Select(key => key.Value)).Append(']');
            else if (step.Field.AsSpan().ContainsAny("./[] ")) text.Append('[').Append(step.Field).Append(']');
            else text.Append(text.Length > 0 ? "." : "").Append(step.Field);
        }

        return text.ToString();
    }
}
