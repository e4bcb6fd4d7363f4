using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Pipeline.Drift;

/// <summary>Differences that are ignored, in the form of Argo CD's <c>ignoreDifferences</c>.</summary>
public sealed partial record IgnoreRule
{
    /// <summary>The group; <c>*</c> or null for any.</summary>
    public string? Group { get; init; }

    /// <summary>The kind; <c>*</c> or null for any.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's name; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>The object's namespace; null for any.</summary>
    public string? Namespace { get; init; }

    /// <summary>Fields as JSON pointers: <c>/spec/replicas</c>.</summary>
    public IReadOnlyList<string> JsonPointers { get; set; } = [];

    /// <summary>
    /// Fields as paths of jq: names, <c>[]</c>, <c>[0]</c>, and <c>[] | select(.name == "x")</c>, such as
    /// <c>.webhooks[]?.clientConfig.caBundle</c>.
    /// </summary>
    public IReadOnlyList<string> JqPathExpressions { get; set; } = [];

    /// <summary>Managers whose fields are ignored.</summary>
    public IReadOnlyList<string> ManagedFieldsManagers { get; set; } = [];

    /// <summary>The first expression that is not understood; null if all are.</summary>
    public string? Unknown() => JqPathExpressions.FirstOrDefault(expression => !JqPath().IsMatch(expression));

    internal bool IsOf(ManifestId id) =>
        Matches(Group, id.Group) && Matches(Kind, id.Kind) && (Name is null || Name == id.Name)
        && (Namespace is null || Namespace == id.Namespace);

    internal bool Ignores(FieldPath path, IReadOnlyList<FieldOwner> owners) =>
        JsonPointers.Any(pointer => IsWithin(path, Pointer(pointer)))
        || JqPathExpressions.Any(expression => IsWithin(path, Jq(expression)))
        || owners.Any(owner => ManagedFieldsManagers.Contains(owner.Manager));

    private static bool Matches(string? pattern, string value) => pattern is null or "*" || pattern == value;

    // A rule's step: a field's name, or for items an index, a name after =, or * for any.
    private static bool IsWithin(FieldPath path, IReadOnlyList<string> rule)
    {
        if (rule.Count == 0 || rule.Count > path.Steps.Count) return false;
        return rule.Zip(path.Steps).All(pair => pair.Second switch
        {
            { Field: { } field } => field == pair.First,
            var item => pair.First == "*"
                || pair.First == item.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)
                || item.Keys!.Any(key => pair.First == $"={key.Value}"),
        });
    }

    private static IReadOnlyList<string> Pointer(string pointer) =>
    [
        .. pointer.Split('/').Skip(1)
            .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
    ];

    private static IReadOnlyList<string> Jq(string expression)
    {
        if (!JqPath().IsMatch(expression)) return [];
        return
        [
            .. JqStep().Matches(expression).Select(step =>
                step.Groups["name"] is { Success: true } name ? name.Value
                : step.Groups["quoted"] is { Success: true } quoted ? quoted.Value
                : step.Groups["selected"] is { Success: true } selected ? "=" + selected.Value
                : step.Groups["index"] is { Success: true } index ? index.Value
                : "*"),
        ];
    }

    [GeneratedRegex(
        @"\A(\.[A-Za-z0-9_-]{1,100}\??|\.?\[""[^""]{1,300}""\]\??"
            + @"|\[\]\??(\s*\|\s*select\(\.\w{1,50}\s*==\s*""[^""]{1,300}""\)\s*(\|\s*(?=\.))?)?|\[[0-9]{1,6}\]\??){1,50}\z",
        RegexOptions.ExplicitCapture,
        RegexTime.LimitMs)]
    private static partial Regex JqPath();

    [GeneratedRegex(
        @"\[\]\??\s*\|\s*select\(\.\w{1,50}\s*==\s*""(?<selected>[^""]{1,300})""\)|\[(?<index>[0-9]{1,6})\]|\[\]"
            + @"|\[""(?<quoted>[^""]{1,300})""\]|\.(?<name>[A-Za-z0-9_-]{1,100})",
        RegexOptions.ExplicitCapture,
        RegexTime.LimitMs)]
    private static partial Regex JqStep();
}
