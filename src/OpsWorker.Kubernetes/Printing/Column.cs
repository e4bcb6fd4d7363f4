using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>A column of <c>kubectl get</c>.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Value">The cell of an object, at a time.</param>
/// <param name="Wide">True if it is shown only with <c>-o wide</c>.</param>
internal sealed record Column(string Header, Func<JsonElement, DateTimeOffset, string> Value, bool Wide = false)
{
    public static readonly Column Name = new("NAME", (o, _) => o.At("metadata", "name").Text());

    /// <summary>The time of creation, of kinds whose table has it in place of an age.</summary>
    public static readonly Column CreatedAt = Of("CREATED AT", "metadata", "creationTimestamp");

    public static readonly Column CreatedAge = new("AGE", (o, now) => Age.Between(o.At("metadata", "creationTimestamp").Time(), now));

    public static readonly Column Namespace = new("NAMESPACE", (o, _) => o.At("metadata", "namespace").Text());

    /// <summary>True if the column is part of a table.</summary>
    public bool IsShown(bool wide) => wide || !Wide;

    /// <summary>A column with a field's plain value.</summary>
    public static Column Of(string header, params string[] path) => new(header, (o, _) => o.At(path).Text("<none>"));

    /// <summary>A column with a number, zero where it is absent.</summary>
    public static Column Count(string header, params string[] path) => new(header, (o, _) => o.At(path).Text("0"));

    public static Column From(string header, Func<JsonElement, string> value) => new(header, (o, _) => value(o));
}
