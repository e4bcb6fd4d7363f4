using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Kubernetes.Printing;
using OpsWorker.Kubernetes.Printing.Paths;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Selectors;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>An object that is named by <c>TYPE/NAME</c> or <c>TYPE NAME</c>; without a name, all of the type.</summary>
internal sealed record NamedResource(string Resource, string? Name)
{
    public ApiResource? Known => KnownResources.Find(Resource);
}

/// <summary>Reads the values of flags and the names of resources, and refuses invalid ones.</summary>
internal static partial class KubectlArguments
{
    /// <summary>The limit of objects or types in one command.</summary>
    private const int MaxNames = 20;

    private const string Template = "jsonpath=";
    private const string Columns = "custom-columns=";

    /// <summary>The namespace for a resource; null for all, or for one that has none.</summary>
    public static string? Namespace(KubectlWords words, string defaultNamespace, ApiResource? resource = null)
    {
        if (words.Has(KubectlFlag.AllNamespaces) || resource is { Namespaced: false }) return null;
        return words.Value(KubectlFlag.Namespace) is { } named ? Checked(named, ResourcePath.Namespace) : defaultNamespace;
    }

    public static string? Labels(KubectlWords words) =>
        words.Value(KubectlFlag.Selector) is { } text ? Checked(text, t => (LabelSelector.Parse(t), t).t) : null;

    public static string? Fields(KubectlWords words) =>
        words.Value(KubectlFlag.FieldSelector) is { } text ? Checked(text, t => (FieldSelector.Parse(t), t).t) : null;

    public static string Name(string word) => Checked(word, ResourcePath.Name);

    public static KubectlOutput Output(KubectlWords words) => words.Value(KubectlFlag.Output) switch
    {
        null => KubectlOutput.Table,
        "wide" => KubectlOutput.Wide,
        "yaml" => KubectlOutput.Yaml,
        "json" => KubectlOutput.Json,
        "name" => KubectlOutput.Name,
        var path when path.StartsWith(Template, StringComparison.Ordinal) => KubectlOutput.JsonPath,
        var columns when columns.StartsWith(Columns, StringComparison.Ordinal) => KubectlOutput.CustomColumns,
        var other => throw new RefusedException(
            other, $"'{other}' is refused: the forms of output are wide, yaml, json, name, jsonpath=… and custom-columns=…."),
    };

    /// <summary>The flags that change how objects are printed.</summary>
    public static PrintOptions Print(KubectlWords words)
    {
        var output = words.Value(KubectlFlag.Output) ?? "";
        return new PrintOptions
        {
            NoHeaders = words.Has(KubectlFlag.NoHeaders),
            ShowLabels = words.Has(KubectlFlag.ShowLabels),
            LabelColumns = words.Value(KubectlFlag.LabelColumns)?.Split(',') ?? [],
            IgnoreNotFound = words.Has(KubectlFlag.IgnoreNotFound),
            SortBy = words.Value(KubectlFlag.SortBy) is { } field ? Path(field, JsonPath.ParseRelaxed) : null,
            Template = output.StartsWith(Template, StringComparison.Ordinal)
                ? Path(output[Template.Length..], JsonPathTemplate.Parse) : null,
            CustomColumns = output.StartsWith(Columns, StringComparison.Ordinal)
                ? Path(output[Columns.Length..], CustomColumn.ParseAll) : [],
        };
    }

    private static T Path<T>(string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new RefusedException(text, $"'{text}' is refused: {e.Message}.");
        }
    }

    /// <summary>The number of lines; null for all, which kubectl writes as -1.</summary>
    public static int? Tail(KubectlWords words)
    {
        if (words.Value(KubectlFlag.Tail) is not { } text || text == "-1") return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? lines
            : throw new RefusedException(text, $"'{text}' is refused: --tail takes a number of lines.");
    }

    /// <summary>A duration as Go writes it, in whole units: <c>90s</c>, <c>1h30m</c>.</summary>
    public static TimeSpan? Since(KubectlWords words)
    {
        if (words.Value(KubectlFlag.Since) is not { } text) return null;
        var match = DurationPattern().Match(text);
        var seconds = Part(match, "h") * 3600 + Part(match, "m") * 60 + Part(match, "s");
        return match.Success && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : throw new RefusedException(text, $"'{text}' is refused: --since takes a duration like 90s, 5m or 1h30m.");
    }

    /// <summary>The objects that the words name: <c>TYPE</c>, <c>TYPE,TYPE</c>, <c>TYPE NAME…</c> or <c>TYPE/NAME…</c>.</summary>
    public static IReadOnlyList<NamedResource> Resources(string command, IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw new RefusedException(command, $"'{command}' needs a type, for example pods.");
        IReadOnlyList<NamedResource> resources = names[0].Contains('/', StringComparison.Ordinal)
            ? [.. names.Select(Slashed)]
            : [.. names[0].Split(',').SelectMany(type => OfType(Resource(type), [.. names.Skip(1)]))];
        return resources.Count <= MaxNames
            ? resources
            : throw new RefusedException(names[^1], $"'{names[^1]}' is refused: a command names at most {MaxNames} objects.");
    }

    public static string Resource(string word)
    {
        if (!ResourcePattern().IsMatch(word)) throw new RefusedException(word, $"'{word}' is refused: it is no type.");
        return (KnownResources.Find(word) ?? InGroup(word))?.Name ?? word.ToLowerInvariant();
    }

    // "deployment.apps" and "deploy.v1.apps" mean what "deployments.apps" means.
    private static ApiResource? InGroup(string word) =>
        word.Split('.', 2) is [var name, var group] && KnownResources.Find(name) is { Group.Length: > 0 } known
        && (group == known.Group || group == string.Join('.', known.ApiVersion.Split('/').Reverse()))
            ? known
            : null;

    private static NamedResource Slashed(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? throw new RefusedException(word, $"'{word}' is refused: after TYPE/NAME only TYPE/NAME may follow.")
            : new NamedResource(Resource(word[..slash]), Name(word[(slash + 1)..]));
    }

    private static IEnumerable<NamedResource> OfType(string resource, IReadOnlyList<string> names) =>
        names.Count == 0 ? [new NamedResource(resource, null)] : names.Select(n => new NamedResource(resource, Name(n)));

    private static string Checked(string word, Func<string, string> check)
    {
        try
        {
            return check(word);
        }
        catch (FormatException e)
        {
            throw new RefusedException(word, e.Message);
        }
    }

    private static long Part(Match match, string unit) =>
        match.Groups[unit].Success ? long.Parse(match.Groups[unit].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A((?<h>\d{1,6})h)?((?<m>\d{1,6})m)?((?<s>\d{1,9})s)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9.\-]{0,252}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ResourcePattern();
}
